package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.decision.ExtentChange.AudienceMove;
import io.reprise.domain.model.decision.ExtentChange.EndMove;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far the plan lets a running sale's extent be changed, whoever asks. */
final class ExtentLimits {

    private ExtentLimits() {}

    /** The limit a change breaks, or empty. @param at when it would come into force */
    static Optional<Refusal> broken(Live live, ExtentChange change, Instant at) {
        return change.end()
                .flatMap(end -> broken(live, end, at))
                .or(() -> brokenByItems(live, change))
                .or(() -> change.audience().flatMap(audience -> broken(live, audience)));
    }

    private static Leeway leeway(Live live) {
        return live.proposal().plan().steered().leeway().orElse(Leeway.NONE);
    }

    private static Optional<Refusal> broken(Live live, EndMove end, Instant at) {
        TimeWindow now = live.window();
        Plan plan = live.proposal().plan();
        if (!end.from().equals(now.to())) {
            return Optional.of(new CampaignRefusal.ExtentMoved(
                    "end", end.from().toString(), now.to().toString()));
        }
        if (!end.to().isAfter(at)) {
            return Optional.of(new CampaignRefusal.TooLate(end.to(), at));
        }
        TimeWindow after = new TimeWindow(now.from(), end.to());
        if (!plan.within().contains(after)) {
            return Optional.of(new CampaignRefusal.OutsidePlan(after, plan.within()));
        }
        Optional<TimeWindow> blackout =
                plan.steered().blackouts().stream().filter(after::overlaps).findFirst();
        if (blackout.isPresent()) {
            return Optional.of(new CampaignRefusal.InBlackout(after, blackout.get()));
        }
        Instant approved = live.proposal().schedule().window().to();
        long later = Duration.between(approved, end.to()).toMinutes();
        long laterMax = 60L * leeway(live).endLaterHoursMax();
        long earlierMax = 60L * leeway(live).endEarlierHoursMax();
        return later > laterMax
                ? beyond("steering.leeway.endLaterHoursMax", laterMax / 60, Math.ceilDiv(later, 60L))
                : -later > earlierMax
                        ? beyond("steering.leeway.endEarlierHoursMax", earlierMax / 60, Math.ceilDiv(-later, 60L))
                        : Optional.empty();
    }

    private static Optional<Refusal> brokenByItems(Live live, ExtentChange change) {
        Extent extent = live.extent();
        for (Sku sku : change.takenOut()) {
            if (!extent.offers(sku)) {
                return Optional.of(new CampaignRefusal.ExtentMoved("item '" + sku + "'", "offered", "set aside"));
            }
        }
        for (Sku sku : change.putIn()) {
            live.proposal().plan().item(sku);
            if (extent.offers(sku)) {
                return Optional.of(new CampaignRefusal.ExtentMoved("item '" + sku + "'", "set aside", "offered"));
            }
        }
        int max = leeway(live).itemChangesMax();
        int changes = live.itemChanges() + change.itemChanges();
        if (change.itemChanges() > 0 && changes > max) {
            return beyond("steering.leeway.itemChangesMax", max, changes);
        }
        int offered = live.proposal().plan().items().size() - extent.aside().size();
        return offered - change.takenOut().size() + change.putIn().size() < 1
                ? Optional.of(new CampaignRefusal.NothingOffered(live.id()))
                : Optional.empty();
    }

    private static Optional<Refusal> broken(Live live, AudienceMove audience) {
        int now = live.extent().audienceBps();
        if (audience.fromBps() != now) {
            return Optional.of(new CampaignRefusal.ExtentMoved(
                    "audience", Integer.toString(audience.fromBps()), Integer.toString(now)));
        }
        int min = leeway(live).audienceBpsMin();
        return audience.toBps() < min
                ? beyond("steering.leeway.audienceBpsMin", min, audience.toBps())
                : Optional.empty();
    }

    private static Optional<Refusal> beyond(String limit, long max, long was) {
        return Optional.of(new CampaignRefusal.BeyondGuardrail(limit, max, was));
    }
}
