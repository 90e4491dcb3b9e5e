package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.RetuningMenu.Choice;
import io.reprise.domain.model.decision.RetuningMenu.Dish;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** Everything that may be done in a sale by {@link WholeMenuAdjustment}, in what is known. */
final class WholeMenu {

    private static final int RISK_DRAWS = 20;

    private static final Map<Dish, String> KEYS = Map.of(
            Dish.LEAVE_ALONE, MenuOption.LEAVE_ALONE,
            Dish.SMALL_STEPS, MenuOption.SMALL_STEPS,
            Dish.LARGE_STEPS, MenuOption.LARGE_STEPS,
            Dish.EXTRA_PUSH, MenuOption.EXTRA_PUSH);

    private final AdjustmentInputs in;
    private final Ahead ahead;
    private final AdjustmentInputs.Shown shown;
    private final RestOfSale rest;
    private final Parameters p;
    private final ShownResponse response;
    private final RetuningMenu prices;
    private final ExtentMenu.Known known;
    private final List<Belief> sure;
    private double shadowPrice;

    WholeMenu(
            AdjustmentInputs in,
            Ahead ahead,
            AdjustmentInputs.Shown shown,
            RestOfSale rest,
            Parameters p,
            ShownResponse response,
            List<Belief> sure) {
        this.sure = sure;
        this.in = in;
        this.ahead = ahead;
        this.shown = shown;
        this.rest = rest;
        this.p = p;
        this.response = response;
        this.prices = new RetuningMenu(in, shown, rest, p);
        this.known = new ExtentMenu.Known(ahead, p);
    }

    /** Stock that is moved beside whatever else is done. */
    record Beside(StockTopUp topUp, StockReturn back) {
        boolean isNothing() {
            return topUp.moves().isEmpty() && back.moves().isEmpty();
        }
    }

    /** What one more cent of the discount budget would earn, as the menu was weighed last; in cents. */
    double shadowPrice() {
        return shadowPrice;
    }

    Map<String, MenuOption> weigh(Belief belief) {
        Map<Dish, Choice> priced = prices.weigh(belief);
        shadowPrice = prices.shadowPrice();
        Map<String, MenuOption> weighed = new LinkedHashMap<>();
        weighed.put(MenuOption.LEAVE_ALONE, MenuOption.leaveAlone());
        priced.forEach((dish, choice) -> {
            if (dish != Dish.LEAVE_ALONE) {
                weighed.put(KEYS.get(dish), option(dish, choice));
            }
        });
        new ExtentMenu(in, ahead, shown, rest, p, known, shadowPrice)
                .weigh(belief)
                .forEach((key, option) ->
                        weighed.put(key, option.preference() > 0 && isUnsure(option) ? option.notPreferred() : option));
        weighed.replaceAll((key, option) -> isUnfair(option) ? option.notPreferred() : option);
        return weighed;
    }

    /** Whether another extent would lose in more of the ways demand may be than is put up with. */
    boolean isUnsure(MenuOption option) {
        if (sure.isEmpty() || option.extent().isNothing() || option.gain() <= 0) {
            return false;
        }
        Alternative.Risk risk =
                MenuOption.risks(List.of(option), sure).getFirst().orElse(MenuOption.NO_RISK);
        return risk.lossShare() > p.within("extentLossShareMax", 0, 1);
    }

    private MenuOption option(Dish dish, Choice choice) {
        boolean push = dish == Dish.EXTRA_PUSH;
        return new MenuOption(
                KEYS.get(dish),
                push ? List.of() : List.of(Integer.toString(choice.changes().size())),
                choice.gain(),
                choice.preference(),
                choice.changes(),
                choice.gains(),
                push,
                ExtentChange.NONE,
                List.of(),
                push ? prices::pushGain : belief -> prices.gain(belief, choice.changes()));
    }

    boolean isUnfair(MenuOption option) {
        return gapBps(option) > ahead.groupGapBpsMax();
    }

    int gapBps(MenuOption option) {
        return GroupGap.bps(in, option.prices(), option.extent());
    }

    /** What more is wanted is topped up, what is too much is given back; not where the extent is about to change. */
    Beside beside(MenuOption taken) {
        ToIntFunction<Item> discount = item -> discountAfter(taken, item);
        Set<Sku> decided = new TreeSet<>(taken.extent().putIn());
        decided.addAll(taken.extent().takenOut());
        for (int i = 0; i < in.items().size(); i++) {
            if (ahead.items().get(i).aside()) {
                decided.add(in.items().get(i).sku());
            }
        }
        long spent = 0;
        for (StockMove move : taken.moves()) {
            spent += (long) move.total() * unitCost(move.sku());
        }
        double least = p.get("moveGainCentsMin");
        StockTopUp topUp = StockTopUp.of(in, shown.spending(spent), rest, response.mean(), discount, decided, least);
        topUp.moves().forEach(move -> decided.add(move.sku()));
        return new Beside(topUp, StockReturn.of(in, ahead, rest, response.mean(), discount, decided, least));
    }

    private long unitCost(Sku sku) {
        return in.items().stream()
                .filter(item -> item.sku().equals(sku))
                .findFirst()
                .orElseThrow()
                .unitCostCents();
    }

    int lowestMarginBps(MenuOption taken) {
        int lowest = Price.WHOLE_BPS;
        for (Item item : in.items()) {
            int discount = discountAfter(taken, item);
            if (discount != item.discountBps()) {
                long price = Price.discounted(item.regularPriceCents(), discount);
                lowest = Math.min(lowest, Price.marginBps(price, item.unitCostCents()));
            }
        }
        return lowest;
    }

    List<Alternative> alternatives(
            Map<String, MenuOption> weighed,
            MenuOption taken,
            Beside beside,
            Map<String, Double> propensities,
            SplittableRandom random) {
        List<Belief> draws = new ArrayList<>();
        for (int n = 0; n < RISK_DRAWS; n++) {
            draws.add(response.draw(random));
        }
        boolean stockAlone = taken.key().equals(MenuOption.LEAVE_ALONE) && !beside.isNothing();
        List<MenuOption> options = weighed.values().stream()
                .map(option -> option.key().equals(taken.key()) ? taken : option)
                .toList();
        List<Optional<Alternative.Risk>> risks = MenuOption.risks(options, draws);
        List<Alternative> alternatives = new ArrayList<>();
        for (int n = 0; n < options.size(); n++) {
            MenuOption option = options.get(n);
            boolean isTaken = option.key().equals(taken.key());
            Alternative alternative = Alternative.worded(
                    option.key(),
                    option.arguments(),
                    option.gain(),
                    isTaken && !stockAlone,
                    stockAlone && isTaken ? 0 : propensities.getOrDefault(option.key(), 0.0),
                    risks.get(n));
            alternatives.add(
                    isUnfair(option)
                            ? unfair(alternative, option)
                            : isUnsure(option) ? alternative.because("may-lose", List.of()) : alternative);
        }
        double alone = stockAlone ? propensities.getOrDefault(MenuOption.LEAVE_ALONE, 0.0) : 0;
        stock(
                alternatives,
                MenuOption.MOVE_STOCK,
                beside.topUp().moves(),
                beside.topUp().gain(),
                alone);
        stock(
                alternatives,
                MenuOption.RETURN_STOCK,
                beside.back().moves(),
                beside.back().gain(),
                beside.topUp().moves().isEmpty() ? alone : 0);
        return alternatives;
    }

    private Alternative unfair(Alternative alternative, MenuOption option) {
        return alternative.because(
                "unfair-to-a-group",
                List.of(Integer.toString(gapBps(option)), Integer.toString(ahead.groupGapBpsMax())));
    }

    private static void stock(
            List<Alternative> alternatives, String key, List<StockMove> moves, double gain, double alone) {
        if (!moves.isEmpty()) {
            int units = moves.stream().mapToInt(StockMove::total).sum();
            Alternative alternative =
                    Alternative.worded(key, List.of(Integer.toString(units)), gain, alone > 0, alone, Optional.empty());
            alternatives.add(alone > 0 ? alternative : alternative.because("done-besides", List.of()));
        }
    }

    private static int discountAfter(MenuOption taken, Item item) {
        for (PriceChange change : taken.prices()) {
            if (change.sku().equals(item.sku())) {
                return change.toBps();
            }
        }
        return item.discountBps();
    }
}
