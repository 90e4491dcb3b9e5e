package io.reprise.domain.model.privacy;

import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.time.Instant;
import java.util.List;

/** What can be asked about the shoppers of a campaign. Budgets are in millionths of ε. */
public sealed interface PrivacyCommand {

    CampaignId campaign();

    Instant at();

    /** @param epsilonMicros all that may ever be spent, what was spent already with it */
    record GrantBudget(CampaignId campaign, long epsilonMicros, Actor actor, Instant at) implements PrivacyCommand {
        public GrantBudget {
            requireEpsilon(epsilonMicros);
        }
    }

    /** @param values counts with their noise, one a label */
    record ReleaseAggregate(
            CampaignId campaign, Aggregate aggregate, long epsilonMicros, List<Long> values, Actor actor, Instant at)
            implements PrivacyCommand {
        public ReleaseAggregate {
            InvalidValue.unless(aggregate != null, "aggregate", "must be FUNNEL, BUYERS_BY_HOUR or BUYERS_BY_ITEM");
            requireEpsilon(epsilonMicros);
            values = List.copyOf(values);
        }
    }

    /** A budget beyond this protects nobody; less than this is all noise. */
    long EPSILON_MICROS_MAX = 20_000_000, EPSILON_MICROS_MIN = 1_000;

    /** @throws InvalidValue if it is too little or too much */
    static void requireEpsilon(long epsilonMicros) {
        InvalidValue.unless(
                epsilonMicros >= EPSILON_MICROS_MIN && epsilonMicros <= EPSILON_MICROS_MAX,
                "epsilonMicros",
                () -> "must be " + EPSILON_MICROS_MIN + " to " + EPSILON_MICROS_MAX + " (0.001 to 20), but was "
                        + epsilonMicros);
    }
}
