package io.reprise.projections.decisionlog;

import com.mongodb.client.model.Filters;
import io.reprise.domain.model.decision.DecisionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;

/**
 * Which decisions are looked for; what is empty does not matter.
 *
 * @param policy name of a policy, of any version
 * @param model name of a model or solver whose answer it rests on
 * @param actor who took it
 * @param from not before
 * @param to before
 * @param who a policy's that stands, or a person's in its place
 */
public record DecisionQuery(
        String campaign,
        Optional<DecisionKind> kind,
        String policy,
        String model,
        String actor,
        Optional<Instant> from,
        Optional<Instant> to,
        Who who) {

    /** Whose decision stands. */
    public enum Who {
        ANYBODY,
        AUTOMATIC,
        PERSON
    }

    public static final DecisionQuery ALL =
            new DecisionQuery("", Optional.empty(), "", "", "", Optional.empty(), Optional.empty(), Who.ANYBODY);

    Bson filter(long before) {
        List<Bson> all = new ArrayList<>();
        all.add(Filters.lt("view.position", before));
        equal(all, "view.decision.campaign", campaign);
        kind.ifPresent(k -> equal(all, "view.decision.kind", k.name()));
        equal(all, "view.decision.policy.name", policy);
        equal(all, "view.decision.evidence.call.model", model);
        if (!actor.isEmpty()) {
            all.add(Filters.or(
                    Filters.eq("view.decision.actor.name", actor), Filters.eq("view.overridden.actor.name", actor)));
        }
        // Times are text of one form, so that their order is that of the text.
        from.ifPresent(time -> all.add(Filters.gte("view.decision.at", time.toString())));
        to.ifPresent(time -> all.add(Filters.lt("view.decision.at", time.toString())));
        switch (who) {
            case ANYBODY -> {}
            case AUTOMATIC -> all.add(Filters.exists("view.overridden", false));
            case PERSON -> all.add(Filters.exists("view.overridden"));
        }
        return Filters.and(all);
    }

    private static void equal(List<Bson> all, String field, String value) {
        if (!value.isEmpty()) {
            all.add(Filters.eq(field, value));
        }
    }
}
