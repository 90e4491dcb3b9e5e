package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;
import java.util.List;

/** What the log keeps of shoppers. */
public sealed interface AudienceEvent {

    CampaignId campaign();

    Instant at();

    /**
     * Shoppers were assigned to arms.
     *
     * @param shoppers digest of who they are, so a repeat is recognised
     */
    record AudienceEnrolled(CampaignId campaign, long treated, long holdOut, String shoppers, Instant at)
            implements AudienceEvent {}

    /** Signals arrived, none of which had come before. */
    record SignalsReceived(CampaignId campaign, int holdOutBps, List<Signal> signals, Instant at)
            implements AudienceEvent {
        public SignalsReceived {
            signals = List.copyOf(signals);
        }
    }

    /**
     * What shoppers had spent before the sale, told before it began: the covariate of its experiment. A shopper's first
     * figure holds.
     */
    record PriorSpendRecorded(CampaignId campaign, int holdOutBps, List<PriorSpend> shoppers, Instant at)
            implements AudienceEvent {
        public PriorSpendRecorded {
            shoppers = List.copyOf(shoppers);
        }
    }
}
