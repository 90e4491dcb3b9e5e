package io.reprise.domain.model.sample;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.vocabulary.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Forecasts from a table instead of a model: the shape of a day times how popular an item is, on 11 November a quarter more. */
public final class SampleModels {

    /** How busy each hour of the day is, in UTC; 107 in all. */
    private static final int[] BUSY = {1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 6, 5, 5, 5, 6, 7, 9, 10, 9, 7, 4, 2};

    /** Units of each item in an hour that is 1 busy; items beyond the third are like the first. */
    private static final float[] POPULAR = {0.8f, 1.2f, 0.4f};

    /** Candidate changes of an item's discount in basis points. */
    public static final List<Integer> STEPS_BPS = List.of(-1000, -500, 0, 500, 1000);

    /** Demand over normal demand at each of {@link #STEPS_BPS}: a small step earns most. */
    public static final List<Double> MILD = List.of(0.7, 0.85, 1.0, 1.2, 1.3);

    /** Likewise: only a large step earns anything. */
    public static final List<Double> STEEP = List.of(0.5, 0.7, 1.0, 1.05, 1.9);

    private SampleModels() {}

    /** [items × hours, 3]: quantiles of units in each hour of the span the plan allows. */
    public static Exhibit demand(Plan plan) {
        int items = plan.items().size();
        int hours = plan.within().hours();
        float[] values = new float[items * hours * 3];
        for (int item = 0; item < items; item++) {
            for (int hour = 0; hour < hours; hour++) {
                quantiles(values, item * hours + hour, units(item, plan.within().from(), hour));
            }
        }
        return exhibit("demand", new Tensor(items * hours, 3, values));
    }

    /** [items × steps × hours, 3]: demand at each candidate discount, which all but the third item answers to. */
    public static Exhibit offers(Plan plan) {
        int items = plan.items().size();
        int hours = plan.within().hours();
        float[] values = new float[items * STEPS_BPS.size() * hours * 3];
        int row = 0;
        for (int item = 0; item < items; item++) {
            for (int step = 0; step < STEPS_BPS.size(); step++) {
                float answer = item == 2 ? 1 : STEEP.get(step).floatValue();
                for (int hour = 0; hour < hours; hour++) {
                    quantiles(values, row++, answer * units(item, plan.within().from(), hour));
                }
            }
        }
        return exhibit("offers", new Tensor(row, 3, values));
    }

    /** [hours, 1]: how likely a shopper is to buy in each of these hours. */
    public static Exhibit purchase(Plan plan) {
        int hours = plan.within().hours();
        float[] values = new float[hours];
        for (int hour = 0; hour < hours; hour++) {
            values[hour] = busy(plan.within().from(), hour) / 1000f;
        }
        return exhibit("purchase", new Tensor(hours, 1, values));
    }

    /** [items × steps × hours, 3]: demand at each candidate discount. @param elasticity one factor for each step */
    public static Exhibit response(int items, Instant from, int hours, List<Double> elasticity) {
        int steps = elasticity.size();
        float[] values = new float[items * steps * hours * 3];
        for (int item = 0; item < items; item++) {
            for (int step = 0; step < steps; step++) {
                for (int hour = 0; hour < hours; hour++) {
                    int row = (item * steps + step) * hours + hour;
                    quantiles(values, row, elasticity.get(step).floatValue() * units(item, from, hour));
                }
            }
        }
        return exhibit("response", new Tensor(items * steps * hours, 3, values));
    }

    /** An answer under its role, with a call that names its true digest. */
    public static Exhibit exhibit(String role, Tensor output) {
        String model = role.equals("response") || role.equals("offers") ? "demand" : role;
        ModelCall call = new ModelCall(
                model,
                "1",
                Sha256.hexOf("artifact", model),
                model + "-features/1",
                "cpu",
                "table",
                input(output).sha256(),
                output.sha256(),
                "");
        return new Exhibit(role, call, output);
    }

    /** What such a model was asked: one row for each row of its answer, holding the row's number. */
    public static Tensor input(Tensor output) {
        float[] rows = new float[output.rows()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row;
        }
        return new Tensor(rows.length, 1, rows);
    }

    private static float units(int item, Instant from, int hour) {
        return POPULAR[item % POPULAR.length] * busy(from, hour);
    }

    private static float busy(Instant from, int hour) {
        var at = from.plus(Duration.ofHours(hour)).atOffset(ZoneOffset.UTC);
        float feast = at.getMonthValue() == 11 && at.getDayOfMonth() == 11 ? 1.25f : 1;
        return feast * BUSY[at.getHour()];
    }

    private static void quantiles(float[] values, int row, float units) {
        values[3 * row] = 0.5f * units;
        values[3 * row + 1] = units;
        values[3 * row + 2] = 1.6f * units;
    }
}
