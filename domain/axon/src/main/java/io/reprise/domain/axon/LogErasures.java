package io.reprise.domain.axon;

import io.reprise.domain.model.port.Erasures;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.privacy.ErasedPeople;
import io.reprise.domain.model.privacy.PersonCommand;
import io.reprise.domain.model.privacy.PersonEvent;
import io.reprise.domain.model.vocabulary.Outcome;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Erasures are few beside what shoppers do: all of them are one stream, folded whenever it has grown. */
public final class LogErasures implements Erasures {

    private final EventLog log;
    private ErasedPeople state = ErasedPeople.NONE;
    private long next;

    public LogErasures(EventLog log) {
        this.log = log;
    }

    @Override
    public synchronized ErasedPeople all() {
        next = StreamFold.forEach(
                log,
                Streams.PEOPLE,
                next,
                stored -> state = ErasedPeople.evolve(state, (PersonEvent) EventJson.read(stored)));
        return state;
    }

    @Override
    public long count() {
        return log.lastSequence(Streams.PEOPLE).orElse(-1) + 1;
    }

    /** {@inheritDoc} @throws EventLog.SequenceConflict if others were faster, again and again */
    @Override
    public Outcome<PersonEvent> handle(PersonCommand command) {
        AtomicReference<Outcome<PersonEvent>> outcome = new AtomicReference<>();
        StreamAppend.append(log, Streams.PEOPLE, "Person", () -> {
            outcome.set(ErasedPeople.decide(all(), command));
            return outcome.get() instanceof Outcome.Accepted<PersonEvent> accepted
                    ? accepted.events().stream().findFirst().map(event -> new StreamAppend.Timed(event, event.at()))
                    : Optional.empty();
        });
        return outcome.get();
    }
}
