package io.reprise.projections.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.registry.GroupFairness;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalEscalated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalRequested;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseDeclined;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseGroupsMeasured;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRolledBack;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowCompared;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.ShadowComparison;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every trained model and how far it got. */
public final class ModelReleases implements Projection<ModelReleases.ReleaseLine> {

    /** Something that happened to a release. @param detail numbers or a reason, in the log's own words */
    public record Step(long position, Instant at, String event, String actor, String detail) {}

    /** One release. */
    public static final class ReleaseLine {
        public String release;
        public String model;
        public String artifactSha256;
        public String version = "";
        public String schema = "";
        public String trainedBy = "";
        public String stage;
        public String metric = "";
        public double error;
        public double baselineError;
        public Optional<GroupFairness> fairness = Optional.empty();
        public ShadowComparison compared = ShadowComparison.NONE;
        public Optional<Instant> approvalDeadline = Optional.empty();
        public boolean escalated;
        public String promotedBy = "";
        /** Place in the log of the event that made it champion; 0 where none did. */
        public long promotedPosition;
        /** Code of the gate that refused it; empty where a person did, or nobody. */
        public String gate = "";
        /** Why it was declined, rolled back or retired. */
        public String reason = "";

        public Instant changedAt;
        public List<Step> steps = new ArrayList<>();

        public ModelReleaseId id() {
            return ModelReleaseId.parse(release);
        }

        /** Whether it was promoted and has not been taken away since. */
        boolean mayDecide() {
            return stage.equals("champion");
        }
    }

    private static final String NAME = "model-releases";

    private final ViewCollection<ReleaseLine> lines;

    public ModelReleases(MongoDatabase database, ObjectMapper json) {
        lines = new ViewCollection<>(database, NAME, ReleaseLine.class, json);
    }

    public List<ReleaseLine> all() {
        return lines.all();
    }

    public Optional<ReleaseLine> find(ModelReleaseId release) {
        return lines.find(release.value());
    }

    /**
     * Champions of a model, the one that decides first. The rule: of all releases that were promoted and have neither
     * been rolled back nor retired, the one promoted last decides. So taking it away lets the one before it decide again
     * from the same event on, and there is no moment without a champion between the two.
     */
    public List<ReleaseLine> champions(String model) {
        return all().stream()
                .filter(line -> line.model.equals(model) && line.mayDecide())
                .sorted(Comparator.comparingLong((ReleaseLine line) -> line.promotedPosition)
                        .reversed())
                .toList();
    }

    /** The release that decides now; empty where the baseline does. */
    public Optional<ReleaseLine> champion(String model) {
        return champions(model).stream().findFirst();
    }

    /**
     * The release whose baseline answers where no model can: the one that decides, since whoever approved it approved it
     * against that baseline. Before there is a champion, the one that was registered first, so that training alone changes
     * nothing; empty where none was.
     */
    public Optional<ReleaseLine> baselineFrom(String model) {
        return champion(model).or(() -> all().stream()
                .filter(line -> line.model.equals(model))
                .min(Comparator.comparingLong(line -> line.steps.getFirst().position())));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int schema() {
        return 2;
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
        return fold(before, position, (ModelReleaseEvent) event);
    }

    @Override
    public ViewCollection<ReleaseLine> views() {
        return lines;
    }

    private static ReleaseLine fold(ReleaseLine before, long position, ModelReleaseEvent event) {
        ReleaseLine line = before == null ? new ReleaseLine() : before;
        line.release = event.release().value();
        line.model = event.release().model();
        line.artifactSha256 = event.release().artifactSha256();
        line.changedAt = event.at();
        String actor = Actor.ENGINE.name();
        String detail = "";
        switch (event) {
            case ReleaseRegistered e -> {
                line.stage = "registered";
                line.version = e.version();
                line.schema = e.schema();
                line.trainedBy = e.trainedBy();
                detail = e.version();
            }
            case ReleaseEvaluated e -> {
                line.stage = "evaluated";
                line.metric = e.metric();
                line.error = e.error();
                line.baselineError = e.baselineError();
                detail = e.metric() + " " + e.error() + " / " + e.baselineError();
            }
            case ReleaseGroupsMeasured e -> {
                line.fairness = Optional.of(e.fairness());
                var worst = e.fairness().worst();
                detail = e.fairness().limit().metric() + " " + worst.gap() + " (" + worst.attribute() + " "
                        + worst.group() + ")";
            }
            case ReleaseShadowed e -> line.stage = "shadow";
            case ReleaseShadowCompared e -> line.compared = e.compared();
            case ReleaseApprovalRequested e -> {
                line.stage = "awaiting-approval";
                line.approvalDeadline = Optional.of(e.deadline());
            }
            case ReleaseApprovalEscalated e -> line.escalated = true;
            case ReleasePromoted e -> {
                line.stage = "champion";
                line.promotedBy = e.actor().name();
                line.promotedPosition = position;
                actor = e.actor().name();
            }
            case ReleaseDeclined e -> {
                line.stage = "declined";
                line.gate = e.gate();
                line.reason = e.reason();
                actor = e.actor().name();
                detail = e.reason();
            }
            case ReleaseRolledBack e -> {
                line.stage = "rolled-back";
                line.reason = e.reason();
                actor = e.actor().name();
                detail = e.reason();
            }
            case ReleaseRetired e -> {
                line.stage = "retired";
                line.reason = e.reason();
                actor = e.actor().name();
                detail = e.reason();
            }
        }
        step(line, new Step(position, event.at(), event.getClass().getSimpleName(), actor, detail));
        return line;
    }

    /** Comparisons come with every question: the last one says it all. */
    private static void step(ReleaseLine line, Step step) {
        boolean compared = ReleaseShadowCompared.class.getSimpleName().equals(step.event());
        line.steps.removeIf(s -> compared && s.event().equals(step.event()));
        line.steps.add(step);
    }
}
