package io.reprise.benchmarks.uplift;

import io.reprise.benchmarks.uplift.Takings.Money;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockItem.Share;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.market.Market;
import io.reprise.market.Market.Deed;
import io.reprise.market.Market.Offer;
import io.reprise.market.Market.Scene;
import io.reprise.market.Market.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The shop in which the sale is: shows prices, takes orders as far as there is stock, tells the engine what shoppers of the
 * sale did, and keeps the accounts. Orders in the sale need the sale's stock; all others need the shop's ordinary stock,
 * which is what no campaign has.
 */
final class Shop {

    private final DrawnCampaign drawn;
    private final Market market;
    private final World world;
    private final OrdinaryStock ordinary;
    private final Set<String> heldOut;
    private final List<Offer> regular;
    private final Map<String, PlannedItem> items = new HashMap<>();
    private final Map<Integer, Set<String>> hiddenAt = new HashMap<>();
    private Money inSale = Money.NONE;
    private Money played = Money.NONE;
    private double discountCents;
    private long soldUnits;
    private int soldOut;
    private int missed;

    Shop(DrawnCampaign drawn, Market market, World world) {
        this.drawn = drawn;
        this.market = market;
        this.world = world;
        this.ordinary = new OrdinaryStock(world);
        this.heldOut = drawn.heldOut();
        this.regular = drawn.plan().items().stream()
                .map(item -> new Offer(item.sku().value(), item.regularPriceCents(), item.regularPriceCents(), 0))
                .toList();
        drawn.plan().items().forEach(item -> items.put(item.sku().value(), item));
    }

    /**
     * Plays one step from now.
     *
     * @param sale when the sale is, was or will be, if there is one
     * @param announced likewise as shoppers were told first
     */
    void step(Optional<Window> sale, Optional<Window> announced) {
        Instant now = world.instant();
        Optional<Live> live = world.campaign() instanceof Live running
                        && sale.filter(s -> !now.isBefore(s.from()) && now.isBefore(s.to()))
                                .isPresent()
                ? Optional.of(running)
                : Optional.empty();
        List<Deed> deeds = market.play(new Scene(
                now,
                sale,
                live.map(this::offers).orElse(regular),
                live.map(Live::pushWaves).orElse(List.of()),
                live.map(this::hidden).orElse(heldOut),
                announced));
        List<Deed> ofSale = new ArrayList<>();
        Map<String, List<Deed>> claims = new LinkedHashMap<>();
        Map<String, List<Deed>> ordinaryClaims = new LinkedHashMap<>();
        for (Deed deed : deeds) {
            boolean sees = live.filter(l -> isOfSale(l, deed)).isPresent();
            if (deed.isOrder()) {
                (sees ? claims : ordinaryClaims)
                        .computeIfAbsent(deed.sku(), s -> new ArrayList<>())
                        .add(deed);
            } else if (live.isPresent()) {
                ofSale.add(deed);
            }
        }
        claims.forEach((sku, orders) -> ofSale.addAll(claim(new Sku(sku), orders)));
        ordinaryClaims.forEach((sku, orders) -> {
            List<Deed> granted = ordinary.take(new Sku(sku), orders);
            missed += orders.size() - granted.size();
            granted.forEach(this::account);
            if (live.isPresent()) {
                // Who does not see the sale, or its items that are aside, buys outside it while it runs, and is
                // measured.
                ofSale.addAll(granted);
            }
        });
        tell(ofSale);
    }

    /** Who does not see the sale: those held out, and those its audience leaves out. */
    private Set<String> hidden(Live live) {
        int audience = live.extent().audienceBps();
        return hiddenAt.computeIfAbsent(
                audience,
                share -> share >= Price.WHOLE_BPS
                        ? heldOut
                        : DrawnCampaign.shoppers().stream()
                                .filter(shopper ->
                                        heldOut.contains(shopper.value()) || !Arm.isShown(drawn.id(), shopper, share))
                                .map(Pseudonym::value)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    private boolean isOfSale(Live live, Deed deed) {
        return !hidden(live).contains(deed.shopper()) && live.extent().offers(new Sku(deed.sku()));
    }

    private List<Offer> offers(Live live) {
        return drawn.plan().items().stream()
                .map(item -> {
                    if (!live.extent().offers(item.sku())) {
                        return new Offer(item.sku().value(), item.regularPriceCents(), item.regularPriceCents(), 0);
                    }
                    Share share = world.load(item.sku()).shares().get(drawn.id());
                    return new Offer(
                            item.sku().value(),
                            item.regularPriceCents(),
                            Price.discounted(
                                    item.regularPriceCents(),
                                    live.discountsBps().get(item.sku())),
                            share == null ? 0 : share.leftUnits());
                })
                .toList();
    }

    private List<Deed> claim(Sku sku, List<Deed> orders) {
        ClaimStock command = new ClaimStock(
                sku,
                drawn.id(),
                orders.stream().map(d -> new Claim(d.id(), d.units())).toList(),
                world.instant());
        world.carryOut(command);
        Map<String, Boolean> answers = world.load(sku).answers(command);
        List<Deed> granted = orders.stream().filter(d -> answers.get(d.id())).toList();
        soldOut += orders.size() - granted.size();
        for (Deed order : granted) {
            account(order);
            PlannedItem item = items.get(order.sku());
            inSale = inSale.plus(order.units(), order.priceCents(), item.unitCostCents());
            discountCents += order.units() * (double) (item.regularPriceCents() - order.priceCents());
            soldUnits += order.units();
        }
        return granted;
    }

    private void account(Deed order) {
        if (!heldOut.contains(order.shopper())) {
            played = played.plus(
                    order.units(), order.priceCents(), items.get(order.sku()).unitCostCents());
        }
    }

    private void tell(List<Deed> deeds) {
        if (!deeds.isEmpty()) {
            List<Signal> signals = deeds.stream()
                    .map(d -> new Signal(
                            d.id(),
                            d.at(),
                            new Pseudonym(d.shopper()),
                            Signal.Action.valueOf(d.action()),
                            new Sku(d.sku()),
                            d.units(),
                            d.priceCents()))
                    .toList();
            world.receive(drawn.id(), drawn.plan().holdOutBps(), signals, world.instant());
        }
    }

    Takings takings(long allocatedUnits, int adjustments, int unanswered, String end) {
        Plan plan = drawn.plan();
        double all = (double) Price.WHOLE_BPS / (Price.WHOLE_BPS - plan.holdOutBps());
        return new Takings(
                inSale.times(all),
                played.times(all),
                allocatedUnits,
                soldUnits,
                soldOut,
                missed,
                all * discountCents,
                adjustments,
                unanswered,
                end);
    }
}
