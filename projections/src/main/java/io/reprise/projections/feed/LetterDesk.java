package io.reprise.projections.feed;

import com.mongodb.MongoException;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.store.Generation.Overtaken;
import java.util.List;
import java.util.Set;

/** Tries dead letters again: always those of one subject, in order. */
final class LetterDesk {

    private final EventLog log;
    private final EventDecoder decoder;

    LetterDesk(EventLog log, EventDecoder decoder) {
        this.log = log;
        this.decoder = decoder;
    }

    /**
     * What came of it.
     *
     * @param folded letters that are done with
     * @param left letters of the subject that still wait
     * @param error why the first of them does; empty where none is left
     */
    record Answer(int folded, int left, String error) {}

    /** Folds the letters of a subject until one fails; what was dropped is passed over. */
    Answer retry(Lane<?> lane, String subject, Set<Long> dropped) {
        List<DeadLetter> waiting = lane.letters().of(subject);
        for (int done = 0; done < waiting.size(); done++) {
            DeadLetter letter = waiting.get(done);
            if (!dropped.contains(letter.position())) {
                StoredEvent stored = log.read(letter.position(), 1).getFirst();
                try {
                    lane.foldLate(letter.position(), subject, decoder.read(stored));
                } catch (MongoException | Overtaken e) {
                    throw e;
                } catch (RuntimeException e) {
                    String error = Segment.said(e);
                    lane.letters().store(List.of(letter.triedAgain(error)));
                    return new Answer(done, waiting.size() - done, error);
                }
            }
            lane.letters().remove(letter);
            lane.letterGone();
        }
        return new Answer(waiting.size(), 0, "");
    }

    /** Takes out what was dropped, and goes on behind it where nothing else holds the subject back. */
    void leaveOut(Lane<?> lane, Set<Long> dropped) {
        for (DeadLetter letter : lane.letters().all()) {
            if (!dropped.contains(letter.position())) {
                continue;
            }
            boolean wasFirst = lane.letters().of(letter.subject()).getFirst().position() == letter.position();
            lane.letters().remove(letter);
            lane.letterGone();
            if (wasFirst) {
                retry(lane, letter.subject(), dropped);
            }
        }
    }
}
