package io.reprise.ml.planning;

import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelAnswer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Evidence of sales whose demand is known. */
final class Planned {

    private Planned() {}

    /** Demand of items that sell so many units an hour, whatever the hour, give or take a fifth. */
    static Tensor steady(int hours, double... unitsAnHour) {
        float[] values = new float[unitsAnHour.length * hours * 3];
        for (int row = 0; row < unitsAnHour.length * hours; row++) {
            double units = unitsAnHour[row / hours];
            values[row * 3] = (float) (0.8 * units);
            values[row * 3 + 1] = (float) units;
            values[row * 3 + 2] = (float) (1.2 * units);
        }
        return new Tensor(unitsAnHour.length * hours, 3, values);
    }

    /** Demand of one item, hour by hour. */
    static Tensor byHour(double... units) {
        float[] values = new float[units.length * 3];
        for (int hour = 0; hour < units.length; hour++) {
            Arrays.fill(values, hour * 3, hour * 3 + 3, (float) units[hour]);
        }
        return new Tensor(units.length, 3, values);
    }

    static Tensor likely(double... probability) {
        float[] values = new float[probability.length];
        for (int hour = 0; hour < values.length; hour++) {
            values[hour] = (float) probability[hour];
        }
        return new Tensor(values.length, 1, values);
    }

    static Exhibit exhibit(String role, Tensor output) {
        return new Exhibit(
                role, new ModelCall(role, "1", "a", role + "/1", "cpu", "none", "i", output.sha256(), ""), output);
    }

    static Exhibit exhibit(String role, ModelAnswer answer) {
        return new Exhibit(role, answer.call(), answer.output());
    }

    static Evidence evidence(Exhibit... exhibits) {
        return new Evidence(new ArrayList<>(List.of(exhibits)));
    }
}
