package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One thing that may be done to a running sale.
 *
 * @param key which kind of thing, as message files name it
 * @param arguments for the words of the key
 * @param gain expected worth over leaving the sale alone, in cents
 * @param preference the gain as far as it is likely to come about; 0 where it is too small to bother, or forbidden
 * @param gains of each price change
 * @param gainUnder what it would gain if demand were a way it may be
 */
record MenuOption(
        String key,
        List<String> arguments,
        double gain,
        double preference,
        List<PriceChange> prices,
        List<Double> gains,
        boolean push,
        ExtentChange extent,
        List<StockMove> moves,
        ToDoubleFunction<Belief> gainUnder) {

    static final String LEAVE_ALONE = "leave-it-alone";
    static final String SMALL_STEPS = "small-price-steps";
    static final String LARGE_STEPS = "large-price-steps";
    static final String EXTRA_PUSH = "extra-push-wave";
    static final String END_LATER = "end-later";
    static final String END_EARLIER = "end-earlier";
    static final String OTHER_ITEMS = "other-items";
    static final String WIDER_AUDIENCE = "wider-audience";
    static final String NARROWER_AUDIENCE = "narrower-audience";
    static final String MOVE_STOCK = "move-stock";
    static final String RETURN_STOCK = "return-stock";

    static final Alternative.Risk NO_RISK = new Alternative.Risk(0, 0);

    static MenuOption leaveAlone() {
        return of(LEAVE_ALONE, List.of(), 0, 0, ExtentChange.NONE, belief -> 0);
    }

    static MenuOption of(
            String key,
            List<String> arguments,
            double gain,
            double preference,
            ExtentChange extent,
            ToDoubleFunction<Belief> gainUnder) {
        return new MenuOption(
                key, arguments, gain, preference, List.of(), List.of(), false, extent, List.of(), gainUnder);
    }

    MenuOption moving(List<StockMove> stock) {
        return new MenuOption(key, arguments, gain, preference, prices, gains, push, extent, stock, gainUnder);
    }

    MenuOption notPreferred() {
        return new MenuOption(key, arguments, gain, 0, prices, gains, push, extent, moves, gainUnder);
    }

    /**
     * The risk of each option over some draws of what is believed; of leaving it alone there is none. Draw by draw, so that
     * what is computed of a draw serves all options.
     */
    static List<Optional<Alternative.Risk>> risks(List<MenuOption> options, List<Belief> draws) {
        double[][] gained = new double[options.size()][draws.size()];
        for (int n = 0; n < draws.size(); n++) {
            for (int option = 0; option < gained.length; option++) {
                gained[option][n] = options.get(option).gain() == 0
                        ? 0
                        : options.get(option).gainUnder.applyAsDouble(draws.get(n));
            }
        }
        List<Optional<Alternative.Risk>> risks = new ArrayList<>();
        for (int option = 0; option < gained.length; option++) {
            risks.add(options.get(option).gain() == 0 ? Optional.empty() : Optional.of(risk(gained[option])));
        }
        return risks;
    }

    private static Alternative.Risk risk(double[] gained) {
        int lost = 0;
        for (double gain : gained) {
            lost += gain < 0 ? 1 : 0;
        }
        Arrays.sort(gained);
        return new Alternative.Risk(gained[gained.length / 10], (double) lost / gained.length);
    }
}
