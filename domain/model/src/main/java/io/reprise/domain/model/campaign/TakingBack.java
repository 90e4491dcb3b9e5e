package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.NotRestored;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.decision.ExtentChange.AudienceMove;
import io.reprise.domain.model.decision.ExtentChange.EndMove;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes an adjustment back as far as that can be done, and says what cannot. */
final class TakingBack {

    private final Live live;
    private final RevertAdjustment command;
    private final AdjustmentOutcome outcome;
    private final List<NotRestored> notRestored = new ArrayList<>();

    private TakingBack(Live live, Adjustment adjustment, RevertAdjustment command) {
        this.live = live;
        this.command = command;
        this.outcome = adjustment.outcome();
    }

    static AdjustmentReverted of(Live live, Adjustment adjustment, RevertAdjustment command) {
        TakingBack back = new TakingBack(live, adjustment, command);
        List<PriceChange> prices = back.prices(adjustment);
        ExtentChange extent = back.extent();
        if (back.outcome.extraPush()) {
            back.notRestored.add(NotRestored.PUSH_IS_SENT);
        }
        if (!back.outcome.moves().isEmpty()
                || !back.outcome.returns().isEmpty()
                || back.outcome.extent().filter(e -> !e.takenOut().isEmpty()).isPresent()) {
            back.notRestored.add(NotRestored.STOCK_SOLD_MEANWHILE);
        }
        return new AdjustmentReverted(
                command.campaignId(),
                command.decisionId(),
                prices,
                command.reason(),
                command.actor(),
                command.at(),
                Optional.of(extent),
                Optional.of(back.notRestored));
    }

    /** What was changed again since stays as it is. */
    private List<PriceChange> prices(Adjustment adjustment) {
        List<PriceChange> back = adjustment.reversed().stream()
                .filter(change -> live.discountsBps().get(change.sku()) == change.fromBps())
                .toList();
        if (back.size() < outcome.priceChanges().size()) {
            notRestored.add(NotRestored.PRICES_CHANGED_SINCE);
        }
        return back;
    }

    private ExtentChange extent() {
        ExtentChange back = outcome.extent().orElse(ExtentChange.NONE).reversed();
        return new ExtentChange(
                back.end().flatMap(this::end),
                items(back.takenOut(), true),
                items(back.putIn(), false),
                back.audience().flatMap(this::audience));
    }

    private Optional<EndMove> end(EndMove back) {
        if (!live.window().to().equals(back.from())) {
            notRestored.add(NotRestored.END_MOVED_SINCE);
            return Optional.empty();
        }
        if (!back.to().isAfter(command.at())) {
            notRestored.add(NotRestored.END_IS_PAST);
            return Optional.empty();
        }
        return Optional.of(back);
    }

    private List<Sku> items(List<Sku> skus, boolean offered) {
        List<Sku> back = skus.stream()
                .filter(sku -> live.extent().offers(sku) == offered)
                .toList();
        if (back.size() < skus.size()) {
            notRestored.add(NotRestored.ITEMS_CHANGED_SINCE);
        }
        return back;
    }

    private Optional<AudienceMove> audience(AudienceMove back) {
        if (live.extent().audienceBps() != back.fromBps()) {
            notRestored.add(NotRestored.AUDIENCE_CHANGED_SINCE);
            return Optional.empty();
        }
        return Optional.of(back);
    }
}
