package io.reprise.domain.model.privacy;

import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;
import java.util.List;

/** What was granted and spent of the privacy of a campaign's shoppers. */
public sealed interface PrivacyEvent {

    CampaignId campaign();

    Instant at();

    record BudgetGranted(CampaignId campaign, long epsilonMicros, Actor actor, Instant at) implements PrivacyEvent {}

    /** @param values as they left the engine, noise and all: whoever asks the same again gets these */
    record AggregateReleased(
            CampaignId campaign, Aggregate aggregate, long epsilonMicros, List<Long> values, Actor actor, Instant at)
            implements PrivacyEvent {
        public AggregateReleased {
            values = List.copyOf(values);
        }
    }
}
