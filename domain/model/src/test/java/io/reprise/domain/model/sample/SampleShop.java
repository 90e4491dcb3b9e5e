package io.reprise.domain.model.sample;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.audience.Signal.Action;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** The sample's shelves and shoppers: 2,000 of them, who come in turn. */
final class SampleShop {

    private static final int SHOPPERS = 2_000;

    /** How many units people buy without a sale, of those they are forecast to buy in it. */
    private static final double WITHOUT_SALE = 0.6;

    /** How many look for one who buys. */
    private static final int LOOKERS = 3;

    private final CampaignId campaign;
    private final List<Object> log;
    private final Map<Sku, StockItem> stock = new HashMap<>();
    private final SaleSignals signals = new SaleSignals();
    private final Map<Arm, Integer> turn = new HashMap<>();
    private int claims;

    SampleShop(CampaignId campaign, List<Object> log) {
        this.campaign = campaign;
        this.log = log;
    }

    /** Lamps and mugs enough, throws too few. */
    void receiveStock(Instant at) {
        receive(SampleHistory.LAMP, SampleHistory.NORTH, 120, at);
        receive(SampleHistory.LAMP, SampleHistory.SOUTH, 80, at);
        receive(SampleHistory.MUG, SampleHistory.NORTH, 300, at);
        receive(SampleHistory.THROW, SampleHistory.SOUTH, 50, at);
    }

    private void receive(Sku sku, WarehouseId warehouse, int units, Instant at) {
        send(new ReceiveStock(sku, warehouse, units, campaign + "/" + warehouse + "/" + sku, at));
    }

    SaleSignals signals() {
        return signals;
    }

    SortedMap<WarehouseId, Integer> free(Sku sku) {
        return item(sku).free();
    }

    int left(Sku sku) {
        StockItem.Share share = item(sku).shares().get(campaign);
        return share == null ? 0 : share.leftUnits();
    }

    private StockItem item(Sku sku) {
        return stock.getOrDefault(sku, StockItem.UNKNOWN);
    }

    void send(StockCommand command) {
        if (!(StockItem.decide(item(command.sku()), command) instanceof Outcome.Accepted<StockEvent> accepted)) {
            throw new IllegalStateException(command + " was refused");
        }
        for (StockEvent event : accepted.events()) {
            log.add(event);
            stock.put(command.sku(), StockItem.evolve(item(command.sku()), event));
        }
    }

    void enrol(Instant at) {
        long holdOut = IntStream.range(0, SHOPPERS)
                .filter(i -> arm(shopper(i)) == Arm.HOLD_OUT)
                .count();
        happen(new AudienceEnrolled(campaign, SHOPPERS - holdOut, holdOut, Sha256.hexOf(campaign.value()), at));
    }

    private void happen(AudienceEvent event) {
        log.add(event);
        signals.on(event);
    }

    /** Shoppers look, claim what is left, and order what they were granted, through one monitoring window. */
    void sell(Live live, double pace, Tensor demand) {
        int window = live.windows().size() + 1;
        Instant from = SampleDesk.windowEnd(live, window - 1);
        Instant to = SampleDesk.windowEnd(live, window);
        Plan plan = live.proposal().plan();
        double treated = 1 - (double) plan.holdOutBps() / Price.WHOLE_BPS;
        List<Signal> seen = new ArrayList<>();
        for (int i = 0; i < plan.items().size(); i++) {
            PlannedItem item = plan.items().get(i);
            double expected = expected(live, i, from, to, demand);
            long price = Price.discounted(
                    item.regularPriceCents(), live.discountsBps().get(item.sku()));
            int wanted = (int) Math.round(pace * treated * expected);
            int bought = claim(item.sku(), wanted, to);
            shop(seen, Arm.TREATED, item.sku(), LOOKERS * wanted, bought, price, from, to);
            int without = (int) Math.round(WITHOUT_SALE * (1 - treated) * expected);
            shop(seen, Arm.HOLD_OUT, item.sku(), LOOKERS * without, without, item.regularPriceCents(), from, to);
        }
        seen.sort(Comparator.comparing(Signal::at).thenComparing(Signal::id));
        happen(new SignalsReceived(campaign, plan.holdOutBps(), seen, to));
    }

    private static double expected(Live live, int item, Instant from, Instant to, Tensor demand) {
        Instant start = live.proposal().demand().from();
        int first = (int) Duration.between(start, from).toHours();
        int last = (int) Duration.between(start, to).toHours();
        double units = 0;
        for (int hour = first; hour < last; hour++) {
            units += demand.at(item * live.proposal().demand().hours() + hour, 1);
        }
        return units;
    }

    /** How many of these single units were granted. */
    private int claim(Sku sku, int wanted, Instant at) {
        if (wanted == 0) {
            return 0;
        }
        ClaimStock command = new ClaimStock(
                sku,
                campaign,
                IntStream.range(0, wanted)
                        .mapToObj(n -> new Claim("claim-" + claims++, 1))
                        .toList(),
                at);
        send(command);
        return (int) item(sku).answers(command).values().stream()
                .filter(granted -> granted)
                .count();
    }

    private void shop(
            List<Signal> seen, Arm arm, Sku sku, int lookers, int buyers, long price, Instant from, Instant to) {
        for (int n = 0; n < lookers; n++) {
            Pseudonym who = next(arm);
            Instant at = from.plus(Duration.between(from, to).multipliedBy(n).dividedBy(lookers));
            String id = campaign + "-" + arm + "-" + sku + "-" + at.getEpochSecond() + "-" + n;
            seen.add(new Signal("v-" + hash(id), at, who, Action.VIEW, sku, 0, price));
            if (n < buyers) {
                seen.add(new Signal("o-" + hash(id), at.plusSeconds(1), who, Action.ORDER, sku, 1, price));
            }
        }
    }

    private static String hash(String text) {
        return Sha256.hexOf(text).substring(0, 16);
    }

    /** The next shopper of the arm; after the last comes the first again. */
    private Pseudonym next(Arm arm) {
        for (int i = turn.getOrDefault(arm, 0); ; i++) {
            Pseudonym candidate = shopper(i % SHOPPERS);
            if (arm(candidate) == arm) {
                turn.put(arm, i + 1);
                return candidate;
            }
        }
    }

    private Arm arm(Pseudonym shopper) {
        return Arm.of(campaign, shopper, SampleHistory.HOLD_OUT_BPS);
    }

    private static Pseudonym shopper(int number) {
        return new Pseudonym("shopper-" + number);
    }
}
