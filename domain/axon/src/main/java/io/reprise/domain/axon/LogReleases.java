package io.reprise.domain.axon;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Releases folded from the {@link EventLog}, from a snapshot on where there is one. */
public final class LogReleases implements Releases {

    private final KnownStreams streams;
    private final StreamFold<ModelRelease> states;
    private final Set<ModelReleaseId> known = new LinkedHashSet<>();

    public LogReleases(EventLog log, StateSnapshots snapshots) {
        this.streams = new KnownStreams(log, snapshots.store(), Streams.RELEASE);
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
        streams.look(stream -> known.add(ModelReleaseId.parse(stream.substring(Streams.RELEASE.length()))));
        return List.copyOf(known);
    }
}
