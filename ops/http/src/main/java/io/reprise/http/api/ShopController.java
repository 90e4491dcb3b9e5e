package io.reprise.http.api;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.campaign.Extent;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockItem.Share;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.http.CommandDesk;
import io.reprise.http.api.SignalLines.BrokenLine;
import io.reprise.http.api.SignalLines.Told;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the shop asks and tells while a sale runs. Answers come from the log itself, never from a view behind it. */
@RestController
@RequestMapping("/api/v1/campaigns/{id}")
class ShopController {

    private static final int SHOPPERS_MAX = 100_000;
    private static final int BROKEN_NAMED_MAX = 5;

    private final Campaigns campaigns;
    private final StockItems stock;
    private final Signals signals;
    private final Pseudonyms pseudonyms;
    private final CampaignClock clock;
    private final CommandDesk commands;
    private final SignalLines lines;

    ShopController(
            Campaigns campaigns,
            StockItems stock,
            Signals signals,
            Pseudonyms pseudonyms,
            CampaignClock clock,
            CommandDesk commands,
            SignalLines lines) {
        this.campaigns = campaigns;
        this.stock = stock;
        this.signals = signals;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.commands = commands;
        this.lines = lines;
    }

    /**
     * @param window when the sale is, as its end may have been moved
     * @param announced when it was approved to be
     * @param audienceBps share of those not held out who see it
     * @param aside items of the plan that are not offered now: they have their regular price
     */
    record Offers(
            String phase,
            TimeWindow window,
            TimeWindow announced,
            int holdOutBps,
            int audienceBps,
            List<Instant> pushWaves,
            List<Offer> items,
            List<Aside> aside) {}

    record Aside(Sku sku, String name, long regularPriceCents) {}

    record Offer(Sku sku, String name, long regularPriceCents, long priceCents, int discountBps, int left) {}

    record AudienceBody(List<String> shoppers) {}

    /** @param priorSpendCents what the shopper spent in some time before the sale, the same for all shoppers */
    record PriorSpendLine(String shopper, long priorSpendCents) {}

    /** @param notShown those of the others whom the sale's audience leaves out now */
    record HeldOut(List<String> holdOut, int audienceBps, List<String> notShown) {}

    record Receipt(int received, int recorded) {}

    private Drafted campaign(CampaignId id) {
        if (campaigns.load(id) instanceof Drafted drafted) {
            return drafted;
        }
        throw new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id));
    }

    @Operation(operationId = "getOffers", summary = "Prices and stock of the sale as the log has them now")
    @GetMapping("/offers")
    Offers offers(@PathVariable CampaignId id) {
        Drafted campaign = campaign(id);
        Plan plan = campaign.version().plan();
        TimeWindow announced =
                campaign instanceof Proposed p ? p.proposal().schedule().window() : plan.within();
        Extent extent = extent(campaign, announced);
        List<Instant> waves =
                switch (campaign) {
                    case Live live -> live.pushWaves();
                    case Proposed p -> p.proposal().schedule().pushWaves();
                    default -> List.of();
                };
        Map<Sku, Integer> discounts =
                switch (campaign) {
                    case Live live -> live.discountsBps();
                    case Proposed p -> Campaign.planned(p.proposal().offered());
                    default -> Campaign.planned(plan);
                };
        List<Offer> items = plan.items().stream()
                .filter(i -> extent.offers(i.sku()))
                .map(i -> {
                    Share share = stock.load(i.sku()).shares().get(id);
                    int discount = discounts.get(i.sku());
                    return new Offer(
                            i.sku(),
                            i.name(),
                            i.regularPriceCents(),
                            Price.discounted(i.regularPriceCents(), discount),
                            discount,
                            share == null ? 0 : share.leftUnits());
                })
                .toList();
        List<Aside> aside = plan.items().stream()
                .filter(i -> !extent.offers(i.sku()))
                .map(i -> new Aside(i.sku(), i.name(), i.regularPriceCents()))
                .toList();
        return new Offers(
                campaign.phase(),
                extent.window(),
                announced,
                plan.holdOutBps(),
                extent.audienceBps(),
                waves,
                items,
                aside);
    }

    private static Extent extent(Drafted campaign, TimeWindow announced) {
        return campaign instanceof Live live
                ? live.extent()
                : Extent.of(announced, campaign.version().plan().steered());
    }

    @Operation(operationId = "enrolAudience", summary = "Who of these shoppers must not see the sale")
    @PostMapping("/audience")
    ResponseEntity<HeldOut> audience(@PathVariable CampaignId id, @RequestBody AudienceBody body) {
        InvalidValue.unless(
                !body.shoppers().isEmpty() && body.shoppers().size() <= SHOPPERS_MAX,
                "shoppers",
                "must be 1 to " + SHOPPERS_MAX + " shopper ids, but were "
                        + body.shoppers().size());
        Drafted campaign = campaign(id);
        Plan plan = campaign.version().plan();
        int holdOutBps = plan.holdOutBps();
        int audienceBps = extent(campaign, plan.within()).audienceBps();
        body.shoppers().forEach(SignalLines::requireShopper);
        List<Pseudonym> known = pseudonyms.all(body.shoppers());
        signals.enrol(id, holdOutBps, known, clock.instant());
        List<String> heldOut = new ArrayList<>();
        List<String> notShown = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            if (Arm.of(id, known.get(i), holdOutBps) == Arm.HOLD_OUT) {
                heldOut.add(body.shoppers().get(i));
            } else if (!Arm.isShown(id, known.get(i), audienceBps)) {
                notShown.add(body.shoppers().get(i));
            }
        }
        // It names shoppers as the shop does: nothing may keep it, not even for a repeat of the call.
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new HeldOut(heldOut, audienceBps, notShown));
    }

    /** What is told once the sale runs may have been caused by it, so then only what is known already is taken again. */
    @Operation(operationId = "recordPriorSpend", summary = "What shoppers spent before the sale")
    @PostMapping("/prior-spend")
    Receipt priorSpend(@PathVariable CampaignId id, @RequestBody List<PriorSpendLine> body) {
        InvalidValue.unless(
                !body.isEmpty() && body.size() <= SHOPPERS_MAX,
                "shoppers",
                "must be 1 to " + SHOPPERS_MAX + ", but were " + body.size());
        Drafted campaign = campaign(id);
        List<PriorSpend> told = new ArrayList<>();
        body.forEach(line -> SignalLines.requireShopper(line.shopper()));
        List<Pseudonym> shoppers =
                pseudonyms.all(body.stream().map(PriorSpendLine::shopper).toList());
        for (int i = 0; i < body.size(); i++) {
            told.add(new PriorSpend(shoppers.get(i), body.get(i).priorSpendCents()));
        }
        boolean begun = campaign instanceof Live || campaign instanceof Campaign.Ended;
        InvalidValue.unless(
                !begun || signals.read(id, seen -> seen.unseenPriorSpend(told)).isEmpty(),
                "priorSpendCents",
                "is taken until the sale starts");
        int holdOutBps = campaign.version().plan().holdOutBps();
        return new Receipt(told.size(), signals.recordPriorSpend(id, holdOutBps, told, clock.instant()));
    }

    @Operation(
            operationId = "sendSignals",
            summary = "What shoppers did, a line each",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/x-ndjson",
                                            schema = @Schema(implementation = SignalLine.class))))
    @PostMapping("/signals")
    Receipt signals(@PathVariable CampaignId id, InputStream body) throws IOException {
        Plan plan = campaign(id).version().plan();
        Instant now = clock.instant();
        SignalLines.OfSale ofSale = lines.of(plan, now);
        List<Told> batch = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        int number = 0;
        ByteLines all = new ByteLines(body);
        while (all.next()) {
            number++;
            if (SignalLines.isBlank(all.bytes(), all.from(), all.to())) {
                continue;
            }
            if (batch.size() + broken.size() >= Signals.BATCH_MAX) {
                throw new EventLog.LimitExceeded("signals in one batch", Signals.BATCH_MAX, Signals.BATCH_MAX + 1L);
            }
            try {
                batch.add(ofSale.read(all.bytes(), all.from(), all.to()));
            } catch (BrokenLine e) {
                broken.add("line " + number + ": " + e.getMessage());
            }
        }
        if (!broken.isEmpty()) {
            throw new InvalidValue("signals", named(broken, number));
        }
        InvalidValue.unless(!batch.isEmpty(), "signals", "there must be at least one line");
        return new Receipt(batch.size(), signals.receive(id, plan.holdOutBps(), lines.known(batch), now));
    }

    private static String named(List<String> broken, int lines) {
        String more = broken.size() > BROKEN_NAMED_MAX ? "; and others" : "";
        return broken.size() + " of " + lines
                + " lines are broken, so none was recorded. Correct them and send all again: "
                + String.join("; ", broken.subList(0, Math.min(BROKEN_NAMED_MAX, broken.size()))) + more;
    }
}
