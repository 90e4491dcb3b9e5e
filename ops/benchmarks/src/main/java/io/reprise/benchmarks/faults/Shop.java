package io.reprise.benchmarks.faults;

import io.reprise.checker.Acknowledged;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.audience.Signal.Action;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shop of one sale: goods arrive, shoppers look, claim what they buy, and what they did is told, sometimes late. */
final class Shop {

    private static final Duration STEP = Duration.ofMinutes(15);
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(20);
    private static final int SHOPPERS = 60;
    private static final int BUYERS_MAX = 6;

    private final DrawnSale sale;
    private final Network network;
    private final Agenda agenda;
    private final Dice dice;
    private final Collection<Acknowledged> told;
    private int made;

    Shop(DrawnSale sale, Network network, Agenda agenda, Dice dice, Collection<Acknowledged> told) {
        this.sale = sale;
        this.network = network;
        this.agenda = agenda;
        this.dice = dice;
        this.told = told;
    }

    void begin() {
        for (PlannedItem item : sale.plan().items()) {
            String receipt = sale.id() + "-" + item.sku();
            ReceiveStock command =
                    new ReceiveStock(item.sku(), DrawnSale.WAREHOUSE, 5 + dice.drawn(60), receipt, agenda.now());
            network.call(
                    life -> {
                        life.commands().sendAndWait(command);
                        return command;
                    },
                    done -> told.add(Acknowledged.receipt(item.sku().value(), receipt)));
        }
        agenda.in(STEP, this::step);
    }

    private void step() {
        network.call(life -> life.campaigns().load(sale.id()), campaign -> {
            if (campaign.filter(Ended.class::isInstance).isPresent()) {
                return;
            }
            campaign.filter(Live.class::isInstance).map(Live.class::cast).ifPresent(this::sell);
            agenda.in(STEP, this::step);
        });
    }

    private void sell(Live live) {
        Instant now = agenda.now();
        if (now.isBefore(live.window().from()) || !now.isBefore(live.window().to())) {
            return;
        }
        List<Signal> looks = new ArrayList<>();
        Map<PlannedItem, List<Signal>> orders = new HashMap<>();
        for (int buyer = dice.drawn(BUYERS_MAX); buyer > 0; buyer--) {
            PlannedItem item =
                    sale.plan().items().get(dice.drawn(sale.plan().items().size()));
            Pseudonym shopper = new Pseudonym("shopper-" + dice.drawn(SHOPPERS));
            boolean isHeldOut = Arm.of(sale.id(), shopper, sale.plan().holdOutBps()) == Arm.HOLD_OUT;
            long price = isHeldOut
                    ? item.regularPriceCents()
                    : Price.discounted(
                            item.regularPriceCents(), live.discountsBps().get(item.sku()));
            looks.add(signal(Action.VIEW, now, shopper, item, 0, price));
            Signal order = signal(Action.ORDER, now, shopper, item, 1 + dice.drawn(3), price);
            if (isHeldOut) {
                looks.add(order);
            } else {
                orders.computeIfAbsent(item, i -> new ArrayList<>()).add(order);
            }
        }
        tell(looks);
        sale.plan().items().forEach(item -> claim(item, orders.getOrDefault(item, List.of())));
    }

    private Signal signal(Action action, Instant at, Pseudonym shopper, PlannedItem item, int units, long price) {
        return new Signal(sale.id() + "-" + made++, at, shopper, action, item.sku(), units, price);
    }

    /** Each order is a claim of its own name, so that the same order cannot be granted twice. */
    private void claim(PlannedItem item, List<Signal> orders) {
        if (orders.isEmpty()) {
            return;
        }
        ClaimStock command = new ClaimStock(
                item.sku(),
                sale.id(),
                orders.stream()
                        .map(order -> new Claim(order.id(), order.units()))
                        .toList(),
                agenda.now());
        network.<Map<String, Boolean>>call(
                life -> life.commands().sendAndWait(command),
                answer -> answer.ifPresent(granted -> {
                    granted.forEach(
                            (id, yes) -> told.add(Acknowledged.claim(sale.id().value(), id, yes)));
                    tell(orders.stream()
                            .filter(order -> granted.get(order.id()))
                            .toList());
                }));
    }

    private void tell(List<Signal> signals) {
        if (signals.isEmpty()) {
            return;
        }
        agenda.in(
                agenda.upTo(TOLD_WITHIN),
                () -> network.call(
                        life -> {
                            life.receive(sale.id(), sale.plan().holdOutBps(), signals, agenda.now());
                            return signals;
                        },
                        done -> signals.forEach(
                                signal -> told.add(Acknowledged.signal(sale.id().value(), signal.id())))));
    }
}
