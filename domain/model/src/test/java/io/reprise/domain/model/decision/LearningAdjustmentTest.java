package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemShown;
import io.reprise.domain.model.decision.AdjustmentInputs.Limits;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentInputs.Stretch;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LearningAdjustmentTest {

    static final List<Integer> STEPS = List.of(-1_000, -500, 0, 500, 1_000);
    static final int PLANNED = 2_000;
    static final int ITEMS = 8;
    static final double MODEL_ELASTICITY = 2;
    private static final double UNITS_AN_HOUR = 5;
    private static final WarehouseId LONDON = new WarehouseId("LON");
    static final Limits WIDE = new Limits(5_000, 0, 500, 10_000_000);

    static Sku sku(int i) {
        return new Sku("item-" + i);
    }

    /** What the model says a discount sells in an hour. */
    static double model(int discountBps) {
        return UNITS_AN_HOUR * Math.pow((1e4 - discountBps) / (1e4 - PLANNED), -MODEL_ELASTICITY);
    }

    static Evidence response(int[] discounts, int hours) {
        float[] values = new float[ITEMS * STEPS.size() * hours * 3];
        int at = 0;
        for (int i = 0; i < ITEMS; i++) {
            for (int step : STEPS) {
                for (int hour = 0; hour < hours; hour++) {
                    double units = model(Math.clamp(discounts[i] + (long) step, 0, 9_999));
                    values[at++] = (float) (0.5 * units);
                    values[at++] = (float) units;
                    values[at++] = (float) (1.5 * units);
                }
            }
        }
        return new Evidence(List.of(SampleModels.exhibit("response", new Tensor(values.length / 3, 3, values))));
    }

    /** A sale in its fifth hour: the treated at the planned discount, the hold-out, a tenth of all, at the regular price. */
    static AdjustmentInputs inputs(
            double trueElasticity, double level, int left, int free, Limits limits, int explorationBps) {
        List<Item> items = new ArrayList<>();
        List<ItemShown> shown = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            items.add(new Item(sku(i), 1_000, 500, PLANNED, left, 90, 90, false));
            double truth = level * UNITS_AN_HOUR * Math.pow(1e4 / (1e4 - PLANNED), -trueElasticity);
            shown.add(new ItemShown(
                    PLANNED,
                    List.of(
                            new Stretch(
                                    false, PLANNED, 0.9 * 20 * UNITS_AN_HOUR, (int) (0.9 * 20 * level * UNITS_AN_HOUR)),
                            new Stretch(true, 0, 0.1 * 20 * model(0), (int) Math.round(0.1 * 20 * truth))),
                    0,
                    0,
                    0,
                    new TreeMap<>(Map.of(LONDON, free))));
        }
        return new AdjustmentInputs(
                5,
                6,
                9_000,
                STEPS,
                limits,
                0,
                0,
                items,
                java.util.Optional.of(new Shown(shown, explorationBps, java.util.Optional.empty())));
    }

    static int[] planned() {
        int[] discounts = new int[ITEMS];
        java.util.Arrays.fill(discounts, PLANNED);
        return discounts;
    }

    /** The version that is tested. */
    PolicyRef policy() {
        return new PolicyRef("learning-adjustment", 1);
    }

    /** What it is asked, as it has to be asked. */
    AdjustmentInputs asked(AdjustmentInputs inputs) {
        return inputs;
    }

    /** How it names moving stock. */
    String movingStock() {
        return "move free stock";
    }

    final Policy.Verdict<?> decide(AdjustmentInputs inputs, long seed) {
        Evidence evidence = response(planned(), inputs.hoursLeft());
        var verdict = Policies.decide(policy(), asked(inputs), evidence, Policies.defaults(policy()), seed);
        assertThat(Policies.decide(policy(), asked(inputs), evidence, Policies.defaults(policy()), seed))
                .isEqualTo(verdict);
        return verdict;
    }

    final AdjustmentOutcome outcome(AdjustmentInputs inputs) {
        return (AdjustmentOutcome) decide(inputs, 7).outcome();
    }

    private double correction(AdjustmentInputs inputs) {
        return decide(inputs, 7).explanation().factors().stream()
                .filter(f -> f.name().equals("elasticity-correction"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void shoppers_who_do_not_answer_to_prices_pay_more() {
        AdjustmentInputs stiff = inputs(0.2, 1, 10_000, 0, WIDE, 0);
        assertThat(correction(stiff)).isLessThan(-0.5);
        assertThat(outcome(stiff).priceChanges()).hasSize(ITEMS).allSatisfy(change -> assertThat(change.toBps())
                .isLessThan(PLANNED));
    }

    @Test
    void shoppers_who_answer_to_prices_more_than_the_model_thinks_pay_less() {
        AdjustmentInputs elastic = inputs(6, 1, 10_000, 0, WIDE, 0);
        assertThat(correction(elastic)).isGreaterThan(0.5);
        assertThat(outcome(elastic).priceChanges()).hasSize(ITEMS).allSatisfy(change -> assertThat(change.toBps())
                .isGreaterThan(PLANNED));
    }

    @Test
    void where_the_model_is_right_it_is_believed() {
        assertThat(correction(inputs(MODEL_ELASTICITY, 1, 10_000, 0, WIDE, 0))).isCloseTo(0, offset(0.3));
    }

    @Test
    void what_would_sell_out_is_not_made_cheaper_and_gets_the_stock_that_is_free() {
        AdjustmentOutcome outcome = outcome(inputs(6, 2, 10, 500, WIDE, 0));
        assertThat(outcome.priceChanges()).noneMatch(change -> change.toBps() > PLANNED);
        assertThat(outcome.moves()).hasSize(ITEMS).allSatisfy(move -> assertThat(move.total())
                .isBetween(1, 500));
        assertThat(outcome(inputs(6, 2, 10, 0, WIDE, 0)).moves()).isEmpty();
        assertThat(outcome(inputs(2, 1, 10_000, 500, WIDE, 0)).moves()).isEmpty();
    }

    @Test
    void where_only_stock_is_moved_that_is_what_was_chosen() {
        AdjustmentInputs in = inputs(6, 2, 10, 500, WIDE, 0);
        List<Item> resting = in.items().stream()
                .map(i -> new Item(i.sku(), 1_000, 500, PLANNED, i.left(), i.soldToDate(), i.expectedToDate(), true))
                .toList();
        Policy.Verdict<?> verdict =
                decide(new AdjustmentInputs(5, 6, 9_000, STEPS, WIDE, 0, 0, resting, in.shown()), 7);
        assertThat(((AdjustmentOutcome) verdict.outcome()).priceChanges()).isEmpty();
        assertThat(((AdjustmentOutcome) verdict.outcome()).changesNothing()).isFalse();
        assertThat(verdict.alternatives().stream().filter(Alternative::chosen))
                .singleElement()
                .matches(a -> a.option().equals(movingStock()) && a.score() > 0 && a.propensity() == 1)
                .matches(a -> a.remark().isEmpty())
                .matches(a -> Math.round(a.score()) == ((AdjustmentOutcome) verdict.outcome()).expectedGainCents());
    }

    @Test
    void where_stock_is_moved_beside_prices_both_count_and_it_says_so() {
        Policy.Verdict<?> verdict = decide(inputs(0.2, 2, 10, 500, WIDE, 0), 7);
        AdjustmentOutcome outcome = (AdjustmentOutcome) verdict.outcome();
        assertThat(outcome.priceChanges()).isNotEmpty();
        Alternative moving = verdict.alternatives().stream()
                .filter(a -> a.option().equals(movingStock()))
                .findFirst()
                .orElseThrow();
        assertThat(moving.chosen()).isFalse();
        assertThat(moving.remark()).matches("done.besides");
        double prices = verdict.alternatives().stream()
                .filter(Alternative::chosen)
                .mapToDouble(Alternative::score)
                .sum();
        assertThat(outcome.expectedGainCents()).isEqualTo(Math.round(prices + moving.score()));
    }

    @Test
    void a_budget_that_is_spent_takes_discounts_back() {
        AdjustmentInputs spent = inputs(6, 1, 10_000, 0, new Limits(5_000, 0, 500, 0), 0);
        AdjustmentOutcome outcome = outcome(spent);
        assertThat(outcome.priceChanges()).hasSize(ITEMS).allSatisfy(change -> assertThat(change.toBps())
                .isLessThan(PLANNED));
        // A cent of discount that costs more than it earns speaks against discounts.
        assertThat(decide(spent, 7).explanation().factors())
                .filteredOn(f -> f.name().equals("shadow-price-of-budget"))
                .singleElement()
                .matches(f -> f.value() > 0 && f.contribution() == -f.value());
    }

    @Test
    void exploration_is_recorded_with_its_propensities() {
        AdjustmentInputs trying = inputs(MODEL_ELASTICITY, 1, 10_000, 0, WIDE, 5_000);
        int explored = 0;
        int triedAnother = 0;
        for (long seed = 0; seed < 40; seed++) {
            var verdict = decide(trying, seed);
            assertThat(verdict.alternatives().stream()
                            .mapToDouble(Alternative::propensity)
                            .sum())
                    .isCloseTo(1, offset(1e-9));
            assertThat(verdict.alternatives().stream().filter(Alternative::chosen))
                    .hasSize(1)
                    .allMatch(a -> a.propensity() > 0);
            boolean explores = verdict.explanation().factors().stream()
                    .anyMatch(f -> f.name().equals("tries-something-out"));
            explored += explores ? 1 : 0;
            // What is thought best is taken at least where nothing is tried out: half of the time.
            double propensity = verdict.alternatives().stream()
                    .filter(Alternative::chosen)
                    .mapToDouble(Alternative::propensity)
                    .sum();
            assertThat(explores || propensity >= 0.5).as("seed " + seed).isTrue();
            triedAnother += propensity < 0.5 ? 1 : 0;
        }
        assertThat(explored).isBetween(10, 30);
        assertThat(triedAnother).isPositive();
    }

    @Test
    void it_needs_what_the_sale_has_shown() {
        AdjustmentInputs in = inputs(2, 1, 100, 0, WIDE, 0);
        AdjustmentInputs blind = new AdjustmentInputs(5, 6, 9_000, STEPS, WIDE, 0, 0, in.items());
        assertThatThrownBy(() -> outcome(blind))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("shown");
    }

    /**
     * A market made to set it swinging: after every change demand is what makes that change look wrong. Without what turns
     * cost, each item would turn nearly every time.
     */
    @Test
    void an_adversary_cannot_make_prices_swing() {
        assertThat(turns(3)).isLessThanOrEqualTo(3 * ITEMS);
        assertThat(turns(1)).as("planted: turning costs nothing").isGreaterThan(4 * ITEMS);
    }

    private int turns(double reversalFactor) {
        Parameters p = Policies.defaults(policy()).with("reversalFactor", reversalFactor);
        SplittableRandom random = new SplittableRandom(11);
        int[] discounts = planned();
        int[] last = new int[ITEMS];
        int[] reversals = new int[ITEMS];
        for (int window = 1; window <= 60; window++) {
            List<Item> items = new ArrayList<>();
            List<ItemShown> shown = new ArrayList<>();
            // Deeper last time: now nobody seems to care for prices. Less deep: now everybody does.
            double elasticity = last[0] > 0 ? -2 : 9;
            for (int i = 0; i < ITEMS; i++) {
                items.add(new Item(sku(i), 1_000, 500, discounts[i], 10_000, 90, 90, false));
                double truth = UNITS_AN_HOUR * Math.pow(1e4 / (1e4 - PLANNED), -elasticity);
                shown.add(new ItemShown(
                        PLANNED,
                        List.of(
                                new Stretch(false, PLANNED, 90, 85 + random.nextInt(11)),
                                new Stretch(true, 0, 2 * model(0), (int) Math.round(2 * truth))),
                        last[i],
                        reversals[i],
                        0,
                        new TreeMap<>()));
            }
            AdjustmentInputs in = new AdjustmentInputs(
                    window,
                    6,
                    9_000,
                    STEPS,
                    WIDE,
                    0,
                    0,
                    items,
                    java.util.Optional.of(new Shown(shown, 0, java.util.Optional.empty())));
            var outcome = (AdjustmentOutcome) Policies.decide(policy(), asked(in), response(discounts, 6), p, window)
                    .outcome();
            for (var change : outcome.priceChanges()) {
                int i = Integer.parseInt(change.sku().value().substring(5));
                int step = change.toBps() - change.fromBps();
                reversals[i] += Integer.signum(last[i]) * Integer.signum(step) < 0 ? 1 : 0;
                last[i] = step;
                discounts[i] = change.toBps();
            }
        }
        int all = 0;
        for (int turned : reversals) {
            all += turned;
        }
        return all;
    }
}
