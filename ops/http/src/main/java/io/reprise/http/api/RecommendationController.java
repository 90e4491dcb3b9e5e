package io.reprise.http.api;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.recommendation.Recommended;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.http.CommandDesk;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What to show one shopper first. Nothing is recorded: it orders what was decided and decides nothing. */
@RestController
@RequestMapping("/api/v1/campaigns/{id}/recommendations")
class RecommendationController {

    private final Campaigns campaigns;
    private final Pseudonyms pseudonyms;
    private final CampaignClock clock;
    private final Recommendations recommendations;

    RecommendationController(
            Campaigns campaigns, Pseudonyms pseudonyms, CampaignClock clock, Recommendations recommendations) {
        this.campaigns = campaigns;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.recommendations = recommendations;
    }

    /** @param note why there are no items; empty where there are */
    record Answer(boolean heldOut, String note, Model model, List<Line> items) {}

    /** Which model answered; all empty where none was asked. @param fallbackReason why it was not the champion */
    record Model(String name, String version, String artifactSha256, String fallbackReason) {
        static final Model NONE = new Model("", "", "", "");

        static Model of(ModelCall call) {
            return new Model(call.model(), call.version(), call.artifactSha256(), call.fallbackReason());
        }
    }

    record Line(Sku sku, String name, long regularPriceCents, long priceCents, int discountBps, int left, Why why) {
        static Line of(Recommendations.Line line) {
            return new Line(
                    line.item().sku(),
                    line.item().name(),
                    line.item().regularPriceCents(),
                    line.priceCents(),
                    line.discountBps(),
                    line.left(),
                    Why.of(line.why()));
        }
    }

    /** As in {@link Recommended}. */
    record Why(double scoreCents, double fit, double worthCents, double stock, double likeness) {
        static Why of(Recommended item) {
            return new Why(item.scoreCents(), item.fit(), item.worthCents(), item.stock(), item.likeness());
        }
    }

    @Operation(operationId = "getRecommendations", summary = "What to show one shopper, the best first")
    @GetMapping
    Answer recommendations(
            @PathVariable CampaignId id,
            @RequestParam(defaultValue = "") String shopper,
            @RequestParam(defaultValue = "10") int count) {
        SignalLines.requireShopper(shopper);
        InvalidValue.unless(
                count >= 1 && count <= Recommendations.COUNT_MAX,
                "count",
                () -> "must be 1 to " + Recommendations.COUNT_MAX + ", but was " + count);
        Live live = live(id);
        Pseudonym pseudonym = pseudonyms.of(shopper);
        if (Arm.of(id, pseudonym, live.version().plan().holdOutBps()) == Arm.HOLD_OUT) {
            return new Answer(
                    true, "This shopper is held out: show the shop as if there were no sale.", Model.NONE, List.of());
        }
        Recommendations.Answer answer = recommendations.of(live, pseudonym, count, clock.instant());
        return new Answer(
                false,
                answer.lines().isEmpty() ? "Nothing on offer is left that this shopper has not bought." : "",
                answer.model().map(Model::of).orElse(Model.NONE),
                answer.lines().stream().map(Line::of).toList());
    }

    private Live live(CampaignId id) {
        Campaign campaign = campaigns.load(id);
        if (campaign instanceof Live live) {
            return live;
        }
        throw new CommandDesk.Refused(
                campaign instanceof Drafted
                        ? new CampaignRefusal.WrongPhase("recommend", campaign.phase())
                        : new CampaignRefusal.UnknownCampaign(id));
    }
}
