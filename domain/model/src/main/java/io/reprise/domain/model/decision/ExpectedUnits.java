package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.EvaluationInputs.Watch;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the forecast expects of the treated arm, less what has run out, and less what could not be ordered.
 *
 * @param silences when no order came although shoppers filled carts
 * @param treated share of the audience that sees the sale, from 0 to 1
 */
record ExpectedUnits(EvaluationInputs in, Watch watch, DemandTable demand, List<TimeWindow> silences, double treated) {

    ExpectedUnits(EvaluationInputs in, Watch watch, DemandTable demand, List<TimeWindow> silences) {
        this(in, watch, demand, silences, (double) in.treatedBps() / Price.WHOLE_BPS);
    }

    double units(int item, Instant from, Instant to) {
        Instant ranOut = watch.soldOut().get(in.items().get(item).sku());
        Instant until = ranOut != null && ranOut.isBefore(to) ? ranOut : to;
        if (!until.isAfter(from)) {
            return 0;
        }
        double units = treated * demand.sum(item, hour(from), hour(until), DemandTable.MID);
        for (TimeWindow silence : silences) {
            units -= treated * within(item, silence, from, until);
        }
        return Math.max(0, units);
    }

    private double within(int item, TimeWindow silence, Instant from, Instant to) {
        Instant start = silence.from().isBefore(from) ? from : silence.from();
        Instant end = silence.to().isAfter(to) ? to : silence.to();
        return end.isAfter(start) ? demand.sum(item, hour(start), hour(end), DemandTable.MID) : 0;
    }

    /** Of all the units that the forecast expected by now, the share of those that could be ordered. */
    double openShare() {
        if (silences.isEmpty()) {
            return 1;
        }
        double all = 0;
        double lost = 0;
        for (int i = 0; i < in.items().size(); i++) {
            all += demand.sum(i, hour(in.sale().from()), hour(in.span().to()), DemandTable.MID);
            for (TimeWindow silence : silences) {
                lost += within(i, silence, in.sale().from(), in.span().to());
            }
        }
        return all <= 0 ? 1 : Math.max(0, 1 - lost / all);
    }

    double units(Instant from, Instant to) {
        double units = 0;
        for (int i = 0; i < in.items().size(); i++) {
            units += units(i, from, to);
        }
        return units;
    }

    double hour(Instant at) {
        return in.firstHour()
                + SequentialEvaluation.hours(Duration.between(in.sale().from(), at));
    }

    double[] wholeSale() {
        double[] units = new double[in.items().size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = treated
                    * demand.sum(i, hour(in.sale().from()), hour(in.sale().to()), DemandTable.MID);
        }
        return units;
    }
}
