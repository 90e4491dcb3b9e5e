package io.reprise.domain.axon;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Releases folded from the {@link EventLog}, from a snapshot on where there is one. */
public final class LogReleases implements Releases {

    private final EventLog log;
    private final StreamFold<ModelRelease> states;
    private final String registered =
            EventNames.of(ModelReleaseEvent.ReleaseRegistered.class).name();
    private final Set<ModelReleaseId> known = new LinkedHashSet<>();
    private long scanned;

    public LogReleases(EventLog log, StateSnapshots snapshots) {
        this.log = log;
        this.states = new StreamFold<>(
                log,
                snapshots,
                StateForm.MODEL_RELEASE,
                ModelRelease.NOT_REGISTERED,
                (state, event) -> ModelRelease.evolve(state, (ModelReleaseEvent) event));
    }

    @Override
    public ModelRelease load(ModelReleaseId id) {
        return states.load(Streams.of(id));
    }

    @Override
    public synchronized List<ModelReleaseId> all() {
        List<StoredEvent> page;
        do {
            page = log.read(scanned, 500);
            for (StoredEvent stored : page) {
                if (stored.event().name().equals(registered)) {
                    known.add(((ModelReleaseEvent) EventJson.read(stored)).release());
                }
            }
            scanned += page.size();
        } while (!page.isEmpty());
        return List.copyOf(known);
    }
}
