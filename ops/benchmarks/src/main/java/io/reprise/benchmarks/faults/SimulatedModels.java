package io.reprise.benchmarks.faults;

import io.reprise.benchmarks.faults.Dice.Fault;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.PurchasePredictor;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** Demand by a formula, so that a history takes milliseconds; a champion may fail to answer, as drawn, and its baseline never does. */
final class SimulatedModels implements DemandForecaster, PurchasePredictor {

    private static final double PEAK_HOUR = 20;

    private final String name;
    private final Optional<Dice> dice;

    private SimulatedModels(String name, Optional<Dice> dice) {
        this.name = name;
        this.dice = dice;
    }

    static SimulatedModels champion(Dice dice) {
        return new SimulatedModels("simulated", Optional.of(dice));
    }

    static SimulatedModels baseline() {
        return new SimulatedModels("simulated-baseline", Optional.empty());
    }

    @Override
    public ModelAnswer forecast(DemandQuestion question) {
        float[] units = new float[question.items().size() * question.hours() * 3];
        int at = 0;
        for (Offered item : question.items()) {
            double popular = 1 + Math.floorMod(item.sku().value().hashCode(), 3);
            for (int hour = 0; hour < question.hours(); hour++) {
                double mean = popular * interest(question, hour) * (1 + item.discountBps() / 2_500.0);
                units[at++] = (float) (0.6 * mean);
                units[at++] = (float) mean;
                units[at++] = (float) (1.5 * mean);
            }
        }
        return answer(new Tensor(at / 3, 3, units));
    }

    private static double interest(DemandQuestion question, int hour) {
        return interest(question.from()
                .plus(Duration.ofHours(hour))
                .atZone(question.zone())
                .getHour());
    }

    private static double interest(int hourOfDay) {
        return 0.4 + 0.6 * Math.exp(-Math.pow((hourOfDay - PEAK_HOUR) / 4, 2));
    }

    @Override
    public ModelAnswer predict(PurchaseQuestion question) {
        float[] shares = new float[question.hours()];
        ZoneId zone = question.zone();
        for (int hour = 0; hour < shares.length; hour++) {
            shares[hour] = (float) (0.05
                    * interest(question.from()
                            .plus(Duration.ofHours(hour))
                            .atZone(zone)
                            .getHour()));
        }
        return answer(new Tensor(shares.length, 1, shares));
    }

    private ModelAnswer answer(Tensor output) {
        if (dice.filter(d -> d.happens(Fault.MODEL_FAILS)).isPresent()) {
            throw new ModelUnavailable("the model hung, crashed, or answered no number");
        }
        Tensor input = new Tensor(0, 0, new float[0]);
        return new ModelAnswer(
                input,
                output,
                new ModelCall(name, "1", "none", "none", "none", "none", input.sha256(), output.sha256(), ""));
    }
}
