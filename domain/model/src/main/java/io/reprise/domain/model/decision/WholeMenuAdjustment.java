package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.decision.WholeMenu.Beside;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * {@code ADJUSTMENT}, version 2 of those that learn: prices, push waves and stock as {@link LearningAdjustment} weighs
 * them, and beside them when the sale ends, of which items it is, who sees it ({@link ExtentMenu}), and stock given back
 * ({@link StockReturn}). Each option has its expected worth and its risk. What would treat groups of shoppers more
 * differently than the plan allows ({@link GroupGap}) is never taken.
 *
 * <p>From version 3 on, what is wanted at the regular price after the sale is believed to differ from its forecast as demand
 * in the sale does ({@code laterFollows}), so that a unit is kept for later only where somebody will want it; hours in
 * which a push wave worked teach too; and the sale's extent is changed only where that loses in no more than {@code extentLossShareMax} of the ways demand may be.
 */
final class WholeMenuAdjustment implements Policy<AdjustmentInputs, AdjustmentOutcome> {

    static final PolicyRef TRUSTING = new PolicyRef("learning-adjustment", 2);
    static final PolicyRef REF = new PolicyRef("learning-adjustment", 3);

    private static final int PROPENSITY_DRAWS = 64;
    private static final int SURE_DRAWS = 40;

    private final PolicyRef ref;

    WholeMenuAdjustment(PolicyRef ref) {
        this.ref = ref;
    }

    @Override
    public PolicyRef ref() {
        return ref;
    }

    private boolean isTrusting() {
        return ref.equals(TRUSTING);
    }

    @Override
    public Class<AdjustmentInputs> inputs() {
        return AdjustmentInputs.class;
    }

    @Override
    public boolean looksAhead() {
        return true;
    }

    @Override
    public Parameters defaults() {
        Map<String, Double> all =
                new HashMap<>(new LearningAdjustment().defaults().values());
        all.put("extentGainCentsMin", 3000.0);
        if (!isTrusting()) {
            all.put("laterFollows", 1.0);
            all.put("pushedLift", 1.3);
            all.put("pushedUnits", 30.0);
            all.put("extentLossShareMax", 0.1);
        }
        return Parameters.of(all);
    }

    @Override
    public Verdict<AdjustmentOutcome> decide(AdjustmentInputs in, Evidence evidence, Parameters p, long seed) {
        AdjustmentInputs.Shown shown = in.shown()
                .orElseThrow(
                        () -> new InvalidValue("shown", "must say what the sale has shown; the policy learns from it"));
        Ahead ahead = in.ahead().orElseThrow(() -> new InvalidValue("ahead", "must say what the sale may become"));
        ShownResponse response = new ShownResponse(shown, p, !isTrusting());
        double laterFollows = isTrusting() ? 0 : p.within("laterFollows", 0, 1);
        RestOfSale rest = new RestOfSale(in, shown, evidence.tensor("response"), response, p, laterFollows);
        SplittableRandom random = new SplittableRandom(seed);
        WholeMenu menu =
                new WholeMenu(in, ahead, shown, rest, p, response, isTrusting() ? List.of() : sure(response, random));
        double exploration = (double) shown.explorationBps() / Price.WHOLE_BPS;
        boolean explores = random.nextDouble() < exploration;
        Map<String, MenuOption> weighed = menu.weigh(response.mean());
        MenuOption best = best(weighed);
        MenuOption tried = exploration > 0 ? best(menu.weigh(response.draw(random))) : best;
        Map<String, Double> propensities = propensities(menu, response, best.key(), tried.key(), exploration, random);
        MenuOption taken = explores ? tried : best;
        Beside beside = menu.beside(taken);
        List<StockMove> moves = new ArrayList<>(taken.moves());
        moves.addAll(beside.topUp().moves());
        double gain = taken.gain() + beside.topUp().gain() + beside.back().gain();
        AdjustmentOutcome outcome = new AdjustmentOutcome(
                taken.prices(),
                taken.push(),
                Math.round(gain),
                menu.lowestMarginBps(taken),
                Optional.of(moves),
                Optional.of(taken.extent()),
                Optional.of(beside.back().moves()));
        return new Verdict<>(
                outcome,
                menu.alternatives(weighed, taken, beside, propensities, random),
                explanation(outcome, taken, beside, response, explores, menu.shadowPrice()));
    }

    private static List<Belief> sure(ShownResponse response, SplittableRandom random) {
        List<Belief> draws = new ArrayList<>();
        for (int n = 0; n < SURE_DRAWS; n++) {
            draws.add(response.draw(random));
        }
        return draws;
    }

    private static MenuOption best(Map<String, MenuOption> weighed) {
        MenuOption best = weighed.get(MenuOption.LEAVE_ALONE);
        for (MenuOption option : weighed.values()) {
            if (option.preference() > best.preference()) {
                best = option;
            }
        }
        return best;
    }

    private static Map<String, Double> propensities(
            WholeMenu menu,
            ShownResponse response,
            String best,
            String tried,
            double exploration,
            SplittableRandom random) {
        Map<String, Double> propensities = new LinkedHashMap<>();
        propensities.put(best, 1 - exploration);
        if (exploration > 0) {
            propensities.merge(tried, exploration / PROPENSITY_DRAWS, Double::sum);
            for (int n = 1; n < PROPENSITY_DRAWS; n++) {
                String drawn = best(menu.weigh(response.draw(random))).key();
                propensities.merge(drawn, exploration / PROPENSITY_DRAWS, Double::sum);
            }
        }
        return propensities;
    }

    private static Explanation explanation(
            AdjustmentOutcome outcome,
            MenuOption taken,
            Beside beside,
            ShownResponse response,
            boolean explores,
            double shadowPrice) {
        List<Factor> factors = new ArrayList<>();
        factors.add(new Factor("pace-shrunk", response.pace(), response.pace() - 1));
        factors.add(new Factor("elasticity-correction", response.correction(), response.correction()));
        factors.add(new Factor("shadow-price-of-budget", shadowPrice, 0 - shadowPrice));
        if (explores) {
            factors.add(new Factor("tries-something-out", 1, 0));
        }
        for (int i = 0; i < taken.prices().size(); i++) {
            PriceChange change = taken.prices().get(i);
            factors.add(new Factor(
                    change.sku().value(),
                    change.toBps() - change.fromBps(),
                    taken.gains().get(i)));
        }
        String gain = Long.toString(outcome.expectedGainCents());
        List<String> arguments = new ArrayList<>();
        arguments.add(gain);
        arguments.addAll(taken.arguments());
        if (taken.key().equals(MenuOption.LEAVE_ALONE) && !beside.isNothing()) {
            return new Explanation(
                    "adjustment.only-stock",
                    List.of(
                            gain,
                            Integer.toString(outcome.moves().size()),
                            Integer.toString(outcome.returns().size())),
                    factors);
        }
        return new Explanation("adjustment." + taken.key(), arguments, factors);
    }
}
