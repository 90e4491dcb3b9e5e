package io.reprise.domain.model.privacy;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that events hold of one shopper: an accumulator over events of all campaigns, in the order of the log. Not thread-safe.
 */
public final class SubjectRecord {

    /** Something the shopper did; as in {@link Signal}, without the shopper. */
    public record Act(String id, Instant at, Signal.Action action, Sku sku, int units, long priceCents) {
        static Act of(Signal signal) {
            return new Act(
                    signal.id(), signal.at(), signal.action(), signal.sku(), signal.units(), signal.priceCents());
        }
    }

    /**
     * What one campaign knows.
     *
     * @param arm of its experiment
     * @param priorSpendCents what the shop told that they had spent before
     * @param acts in the order in which they were told
     */
    public record InCampaign(CampaignId campaign, Arm arm, Optional<Long> priorSpendCents, List<Act> acts) {
        public InCampaign {
            acts = List.copyOf(acts);
        }
    }

    private static final class Gathered {
        private int holdOutBps;
        private Optional<Long> priorSpendCents = Optional.empty();
        private final List<Act> acts = new ArrayList<>();
    }

    private final Pseudonym shopper;
    private final SortedMap<String, Gathered> campaigns = new TreeMap<>();

    public SubjectRecord(Pseudonym shopper) {
        this.shopper = shopper;
    }

    public void on(AudienceEvent event) {
        switch (event) {
            // It holds how many there were, and a digest of all of them together.
            case AudienceEnrolled e -> {}
            case SignalsReceived e ->
                e.signals().stream()
                        .filter(signal -> signal.shopper().equals(shopper))
                        .forEach(signal ->
                                gathered(e.campaign(), e.holdOutBps()).acts.add(Act.of(signal)));
            case PriorSpendRecorded e ->
                e.shoppers().stream()
                        .filter(told -> told.shopper().equals(shopper))
                        .forEach(told ->
                                gathered(e.campaign(), e.holdOutBps()).priorSpendCents = Optional.of(told.cents()));
        }
    }

    private Gathered gathered(CampaignId campaign, int holdOutBps) {
        Gathered gathered = campaigns.computeIfAbsent(campaign.value(), id -> new Gathered());
        gathered.holdOutBps = holdOutBps;
        return gathered;
    }

    /** By name of the campaign; only those in which there is something. */
    public List<InCampaign> campaigns() {
        return campaigns.entrySet().stream()
                .map(e -> {
                    CampaignId id = new CampaignId(e.getKey());
                    Gathered g = e.getValue();
                    return new InCampaign(id, Arm.of(id, shopper, g.holdOutBps), g.priorSpendCents, g.acts);
                })
                .toList();
    }
}
