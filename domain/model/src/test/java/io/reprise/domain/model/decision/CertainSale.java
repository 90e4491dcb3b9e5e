package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemShown;
import io.reprise.domain.model.decision.AdjustmentInputs.Limits;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A running sale of which it is known what every price sells: there is one way demand may be, and no chance in it, so that
 * what a menu makes of it can be reckoned by hand. Items cost 10.00 regularly and 8.00 now, and 4.00 to buy: one is worth
 * 6.00, and 4.00 now; 5.00 at a tenth less discount, 3.00 at a tenth more.
 */
final class CertainSale {

    static final List<Integer> STEPS = List.of(-1_000, 0, 1_000);
    static final int DISCOUNT = 2_000;
    static final WarehouseId LONDON = new WarehouseId("LON");
    static final Instant END = Instant.parse("2026-11-11T20:00:00Z");

    /** Where the correction is 0 and the draw is what is believed of it, on the grid of 21 by 5. */
    private static final int MIDDLE = 10;

    private final int hoursLeft;
    private final List<Item> items = new ArrayList<>();
    private final List<ItemShown> shown = new ArrayList<>();
    private final List<ItemAhead> ahead = new ArrayList<>();
    private final List<double[][]> units = new ArrayList<>();

    /** To be set before there are items. */
    List<Integer> steps = STEPS;

    Limits limits = new Limits(5_000, 0, 1_000, 1_000_000_000);
    long givenCents = 0;
    int pushes = 0;
    Optional<Long> stockBudgetCents = Optional.empty();
    List<Integer> endMovesHours = List.of();
    int itemChanges = 0;
    int audienceBps = 10_000;
    List<Integer> audienceChoicesBps = List.of();

    CertainSale(int hoursLeft) {
        this.hoursLeft = hoursLeft;
    }

    /** What usually decides, but that nothing is left to chance and only margins count. */
    static Parameters usual() {
        return Policies.defaults(Policies.ADJUSTMENT)
                .with("dispersion", 0)
                .with("drawn", 0)
                .with("salesWeight", 0)
                .with("budgetReserve", 0);
    }

    /** @param unitsByStep what each step sells in every hour that is left */
    CertainSale selling(String sku, int left, double... unitsByStep) {
        double[][] all = new double[steps.size()][];
        for (int s = 0; s < all.length; s++) {
            all[s] = new double[hoursLeft];
            Arrays.fill(all[s], unitsByStep[s]);
        }
        return add(sku, left, all);
    }

    /** @param unitsByHour what is sold in each hour as it is; the other prices sell nothing */
    CertainSale through(String sku, int left, double... unitsByHour) {
        double[] nothing = new double[unitsByHour.length];
        return add(sku, left, new double[][] {nothing, unitsByHour, nothing});
    }

    private CertainSale add(String sku, int left, double[][] all) {
        items.add(new Item(new Sku(sku), 1_000, 400, DISCOUNT, left, 0, 0, false));
        shown.add(new ItemShown(DISCOUNT, List.of(), 0, 0, 0, new TreeMap<>()));
        units.add(all);
        ahead.add(new ItemAhead(
                false, 0, Collections.nCopies(all[0].length, 0.0), 0, new TreeMap<>(Map.of(LONDON, left))));
        return this;
    }

    private CertainSale lastItem(UnaryOperator<Item> change) {
        items.set(items.size() - 1, change.apply(items.getLast()));
        return this;
    }

    private CertainSale lastShown(UnaryOperator<ItemShown> change) {
        shown.set(shown.size() - 1, change.apply(shown.getLast()));
        return this;
    }

    private CertainSale lastAhead(UnaryOperator<ItemAhead> change) {
        ahead.set(ahead.size() - 1, change.apply(ahead.getLast()));
        return this;
    }

    /** One of the last item costs so much to buy. */
    CertainSale costing(long cents) {
        return lastItem(i -> new Item(i.sku(), 1_000, cents, DISCOUNT, i.left(), 0, 0, false));
    }

    /** So many of the last item were sold, and so many expected. */
    CertainSale sold(int units, double expected) {
        return lastItem(i -> new Item(i.sku(), 1_000, i.unitCostCents(), DISCOUNT, i.left(), units, expected, false));
    }

    /** The last item was changed too recently to be changed again. */
    CertainSale coolingDown() {
        return lastItem(i -> new Item(i.sku(), 1_000, i.unitCostCents(), DISCOUNT, i.left(), 0, 0, true));
    }

    /** So many of the last item are promised to no campaign. */
    CertainSale free(int units) {
        return lastShown(i -> new ItemShown(
                DISCOUNT,
                List.of(),
                i.lastStepBps(),
                i.reversals(),
                i.laterUnits(),
                new TreeMap<>(Map.of(LONDON, units))));
    }

    /** The last item was changed by {@code stepBps} and has turned so often. */
    CertainSale turned(int stepBps, int reversals) {
        return lastShown(i -> new ItemShown(DISCOUNT, List.of(), stepBps, reversals, i.laterUnits(), i.free()));
    }

    /** So many of the last item will be wanted after the sale. */
    CertainSale wantedLater(double laterUnits) {
        return lastShown(i -> new ItemShown(DISCOUNT, List.of(), i.lastStepBps(), i.reversals(), laterUnits, i.free()));
    }

    /** So many of the last item would be bought at the regular price in each hour. */
    CertainSale regularly(double unitsAnHour) {
        return lastAhead(i -> new ItemAhead(
                i.aside(), i.changes(), Collections.nCopies(i.regularUnits().size(), unitsAnHour), 0, i.held()));
    }

    /** So many of the last item will be wanted before the end by those who do not see the sale. */
    CertainSale wantedElsewhere(double units) {
        return lastAhead(i -> new ItemAhead(i.aside(), i.changes(), i.regularUnits(), units, i.held()));
    }

    /** The last item is not offered, and was taken out or put in so often. */
    CertainSale aside(int changes) {
        return lastAhead(i -> new ItemAhead(true, changes, i.regularUnits(), 0, new TreeMap<>()));
    }

    AdjustmentInputs inputs() {
        Shown all = new Shown(shown, 0, stockBudgetCents);
        Ahead may = new Ahead(
                hours(),
                END,
                endMovesHours,
                0,
                itemChanges,
                audienceBps,
                audienceChoicesBps,
                0,
                ahead,
                List.of(),
                10_000);
        return new AdjustmentInputs(
                1, hoursLeft, 10_000, steps, limits, givenCents, pushes, items, Optional.of(all), Optional.of(may));
    }

    private int hours() {
        return units.getFirst()[0].length;
    }

    Belief belief() {
        double[][] levels = new double[items.size()][];
        Arrays.fill(levels, new double[] {1});
        return new Belief(new double[] {1}, new int[] {MIDDLE}, new int[] {5 * MIDDLE + 2}, levels);
    }

    Tensor response() {
        float[] values = new float[items.size() * steps.size() * hours() * 3];
        int at = 0;
        for (double[][] item : units) {
            for (double[] step : item) {
                for (double hour : step) {
                    values[at + 1] = (float) hour;
                    at += 3;
                }
            }
        }
        return new Tensor(values.length / 3, 3, values);
    }

    RestOfSale rest(Parameters p) {
        AdjustmentInputs in = inputs();
        Shown all = in.shown().orElseThrow();
        return new RestOfSale(in, all, response(), new ShownResponse(all, p.with("dispersion", 1)), p);
    }

    RetuningMenu menu(Parameters p) {
        AdjustmentInputs in = inputs();
        return new RetuningMenu(in, in.shown().orElseThrow(), rest(p), p);
    }

    Map<String, MenuOption> extents(Parameters p, double shadowPrice) {
        AdjustmentInputs in = inputs();
        Ahead may = in.ahead().orElseThrow();
        return new ExtentMenu(in, may, in.shown().orElseThrow(), rest(p), p, new ExtentMenu.Known(may, p), shadowPrice)
                .weigh(belief());
    }
}
