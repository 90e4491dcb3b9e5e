package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.decision.RetuningMenu.Choice;
import io.reprise.domain.model.decision.RetuningMenu.Dish;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * {@code ADJUSTMENT}, version 1 of those that learn: values the menu by the response model as {@link ShownResponse}
 * corrects it by what the sale has shown, and takes what is worth most within the limits.
 *
 * <p>Where the plan allows it, a share of adjustments takes what one draw of the beliefs holds to be best (Thompson 1933),
 * so that the response is learned where it matters; each option's propensity is recorded. A change of direction has to
 * earn more than a further step, so that noise does not make prices swing.
 */
final class LearningAdjustment implements Policy<AdjustmentInputs, AdjustmentOutcome> {

    static final PolicyRef REF = new PolicyRef("learning-adjustment", 1);

    private static final int PROPENSITY_DRAWS = 64;

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<AdjustmentInputs> inputs() {
        return AdjustmentInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(Map.ofEntries(
                Map.entry("salesWeight", 0.1),
                Map.entry("gainCentsMin", 500.0),
                Map.entry("moveGainCentsMin", 100.0),
                Map.entry("reversalFactor", 3.0),
                Map.entry("priceChangesMax", 60.0),
                Map.entry("approvalLikely", 0.7),
                Map.entry("budgetReserve", 0.1),
                Map.entry("shrinkUnits", 10.0),
                Map.entry("levelOrders", 6.0),
                Map.entry("dispersion", 3.0),
                Map.entry("correctionDeviation", 1.0),
                Map.entry("drawn", 0.25),
                Map.entry("drawnDeviation", 0.2),
                Map.entry("pushLift", 0.25),
                Map.entry("pushHours", 3.0),
                Map.entry("pushCostCents", 1500.0)));
    }

    @Override
    public Verdict<AdjustmentOutcome> decide(AdjustmentInputs in, Evidence evidence, Parameters p, long seed) {
        AdjustmentInputs.Shown shown = in.shown()
                .orElseThrow(
                        () -> new InvalidValue("shown", "must say what the sale has shown; the policy learns from it"));
        ShownResponse response = new ShownResponse(shown, p);
        RestOfSale rest = new RestOfSale(in, shown, evidence.tensor("response"), response, p);
        RetuningMenu menu = new RetuningMenu(in, shown, rest, p);
        SplittableRandom random = new SplittableRandom(seed);
        double exploration = (double) shown.explorationBps() / Price.WHOLE_BPS;
        boolean explores = random.nextDouble() < exploration;

        Map<Dish, Choice> weighed = menu.weigh(response.mean());
        Choice best = best(weighed);
        // What would be tried is drawn whether or not anything is: it counts among the draws that tell its propensity.
        Choice tried = exploration > 0 ? best(menu.weigh(response.draw(random))) : best;
        Choice taken = explores ? tried : best;
        Map<Dish, Double> propensities = propensities(menu, response, best.dish(), tried.dish(), exploration, random);
        StockTopUp topUp = StockTopUp.of(
                in,
                shown,
                rest,
                response.mean(),
                item -> RetuningMenu.discountAfter(taken, item),
                p.get("moveGainCentsMin"));
        AdjustmentOutcome outcome = new AdjustmentOutcome(
                taken.changes(),
                taken.dish() == Dish.EXTRA_PUSH,
                Math.round(taken.gain() + topUp.gain()),
                menu.lowestMarginBps(taken),
                Optional.of(topUp.moves()));
        return new Verdict<>(
                outcome,
                alternatives(weighed, taken.dish(), topUp, propensities),
                explanation(outcome, taken, response, explores, menu.shadowPrice()));
    }

    private static Choice best(Map<Dish, Choice> weighed) {
        Choice best = weighed.get(Dish.LEAVE_ALONE);
        for (Choice choice : weighed.values()) {
            if (choice.preference() > best.preference()) {
                best = choice;
            }
        }
        return best;
    }

    /** How likely each option was to be taken: estimated by drawing as often as it says, where anything is drawn. */
    private static Map<Dish, Double> propensities(
            RetuningMenu menu,
            ShownResponse response,
            Dish best,
            Dish tried,
            double exploration,
            SplittableRandom random) {
        Map<Dish, Double> propensities = new EnumMap<>(Dish.class);
        propensities.put(best, 1 - exploration);
        if (exploration > 0) {
            propensities.merge(tried, exploration / PROPENSITY_DRAWS, Double::sum);
            for (int n = 1; n < PROPENSITY_DRAWS; n++) {
                Dish drawn = best(menu.weigh(response.draw(random))).dish();
                propensities.merge(drawn, exploration / PROPENSITY_DRAWS, Double::sum);
            }
        }
        return propensities;
    }

    /** Stock is moved beside whatever else is done; where nothing else is, that is what was chosen. */
    private static List<Alternative> alternatives(
            Map<Dish, Choice> weighed, Dish taken, StockTopUp topUp, Map<Dish, Double> propensities) {
        boolean stockAlone = taken == Dish.LEAVE_ALONE && !topUp.moves().isEmpty();
        List<Alternative> alternatives = new ArrayList<>();
        for (Choice choice : weighed.values()) {
            boolean replaced = stockAlone && choice.dish() == Dish.LEAVE_ALONE;
            alternatives.add(new Alternative(
                    choice.dish().words(),
                    choice.gain(),
                    "cents",
                    choice.dish() == taken && !replaced,
                    replaced ? 0 : propensities.getOrDefault(choice.dish(), 0.0),
                    ""));
        }
        if (!topUp.moves().isEmpty()) {
            alternatives.add(new Alternative(
                    "move free stock",
                    topUp.gain(),
                    "cents",
                    stockAlone,
                    stockAlone ? propensities.getOrDefault(Dish.LEAVE_ALONE, 0.0) : 0,
                    stockAlone ? "" : "done besides"));
        }
        return alternatives;
    }

    private static Explanation explanation(
            AdjustmentOutcome outcome, Choice taken, ShownResponse response, boolean explores, double shadowPrice) {
        String message = outcome.extraPush()
                ? "adjustment.extra-push"
                : !taken.changes().isEmpty()
                        ? "adjustment.price-steps"
                        : outcome.moves().isEmpty() ? "adjustment.leave-alone" : "adjustment.stock-moves";
        List<Factor> factors = new ArrayList<>();
        factors.add(new Factor("pace-shrunk", response.pace(), response.pace() - 1));
        factors.add(new Factor("elasticity-correction", response.correction(), response.correction()));
        factors.add(new Factor("shadow-price-of-budget", shadowPrice, 0 - shadowPrice));
        if (explores) {
            factors.add(new Factor("tries-something-out", 1, 0));
        }
        for (int i = 0; i < taken.changes().size(); i++) {
            PriceChange change = taken.changes().get(i);
            factors.add(new Factor(
                    change.sku().value(),
                    change.toBps() - change.fromBps(),
                    taken.gains().get(i)));
        }
        int count = message.equals("adjustment.stock-moves")
                ? outcome.moves().size()
                : taken.changes().size();
        return new Explanation(
                message,
                List.of(
                        Integer.toString(count),
                        Long.toString(outcome.expectedGainCents()),
                        Integer.toString(outcome.largestStepBps())),
                factors);
    }
}
