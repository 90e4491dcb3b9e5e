package io.reprise.projections.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every trained model and how far it got. */
public final class ModelReleases implements Projection<ModelReleases.ReleaseLine> {

    /** One release. */
    public static final class ReleaseLine {
        public String release;
        public String model;
        public String artifactSha256;
        public String version;
        public String schema;
        public String trainedBy;
        public String stage;
        public String metric = "";
        public double error;
        public double baselineError;
        public String promotedBy = "";
        public Instant changedAt;
    }

    private static final String NAME = "model-releases";

    private final ViewCollection<ReleaseLine> lines;

    public ModelReleases(MongoDatabase database, ObjectMapper json) {
        lines = new ViewCollection<>(database, NAME, ReleaseLine.class, json);
    }

    public List<ReleaseLine> all() {
        return lines.all();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Set<Class<?>> reads() {
        return Set.of(ModelReleaseEvent.class);
    }

    @Override
    public Optional<String> document(Object event) {
        return event instanceof ModelReleaseEvent happened
                ? Optional.of(happened.release().value())
                : Optional.empty();
    }

    @Override
    public ReleaseLine fold(ReleaseLine before, long position, Object event) {
        return fold(before, (ModelReleaseEvent) event);
    }

    @Override
    public ViewCollection<ReleaseLine> views() {
        return lines;
    }

    static ReleaseLine fold(ReleaseLine before, ModelReleaseEvent event) {
        ReleaseLine line = before == null ? new ReleaseLine() : before;
        line.release = event.release().value();
        line.model = event.release().model();
        line.artifactSha256 = event.release().artifactSha256();
        line.changedAt = event.at();
        switch (event) {
            case ReleaseRegistered e -> {
                line.stage = "registered";
                line.version = e.version();
                line.schema = e.schema();
                line.trainedBy = e.trainedBy();
            }
            case ReleaseEvaluated e -> {
                line.stage = "evaluated";
                line.metric = e.metric();
                line.error = e.error();
                line.baselineError = e.baselineError();
            }
            case ReleaseShadowed e -> line.stage = "shadow";
            case ReleasePromoted e -> {
                line.stage = "champion";
                line.promotedBy = e.actor().name();
            }
            case ReleaseRetired e -> line.stage = "retired";
        }
        return line;
    }
}
