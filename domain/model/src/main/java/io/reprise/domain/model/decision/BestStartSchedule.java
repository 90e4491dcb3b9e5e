package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code SCHEDULE}, version 1: the start whose hours are expected to earn most, and push waves ahead of the hours in which
 * shoppers are likeliest to buy. Ties go to the earlier hour. Does not randomise.
 */
final class BestStartSchedule implements Policy<ScheduleInputs, ScheduleOutcome> {

    static final PolicyRef REF = new PolicyRef("best-start-schedule", 1);

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<ScheduleInputs> inputs() {
        return ScheduleInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(Map.of("alternativesKept", 5.0, "pushLeadMinutes", 30.0, "pushApartHours", 4.0));
    }

    @Override
    public Verdict<ScheduleOutcome> decide(ScheduleInputs in, Evidence evidence, Parameters parameters, long seed) {
        int horizon = in.within().hours();
        DemandTable demand =
                new DemandTable(evidence.tensor("demand"), in.unitMarginCents().size(), horizon);
        double[] worthOfHour = new double[horizon];
        for (int hour = 0; hour < horizon; hour++) {
            for (int item = 0; item < demand.blocks(); item++) {
                worthOfHour[hour] += demand.at(item, hour, DemandTable.MID)
                        * in.unitMarginCents().get(item);
            }
        }
        Tensor purchase = evidence.tensor("purchase");
        InvalidValue.unless(
                purchase.rows() == horizon && purchase.columns() == 1,
                "evidence.purchase",
                () -> "must be [" + horizon + ", 1], but was [" + purchase.rows() + ", " + purchase.columns() + "]");
        int starts = horizon - in.lengthHours() + 1;
        double[] worth = new double[starts];
        for (int start = 0; start < starts; start++) {
            for (int hour = start; hour < start + in.lengthHours(); hour++) {
                worth[start] += worthOfHour[hour];
            }
        }
        List<Integer> ranked = IntStream.range(0, starts)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer s) -> -worth[s]).thenComparingInt(s -> s))
                .toList();
        int best = ranked.get(0);
        TimeWindow window = new TimeWindow(hour(in, best), hour(in, best + in.lengthHours()));
        List<Instant> waves = pushWaves(in, purchase, best, parameters);

        List<Alternative> alternatives = new ArrayList<>();
        for (int start : ranked.subList(0, Math.clamp((long) parameters.get("alternativesKept"), 1, starts))) {
            alternatives.add(Alternative.weighed("start " + hour(in, start), worth[start], "cents", start == best));
        }
        int worst = ranked.get(starts - 1);
        return new Verdict<>(
                new ScheduleOutcome(window, waves),
                alternatives,
                new Explanation(
                        "schedule.best-start",
                        List.of(window.from().toString(), Long.toString(Math.round(worth[best]))),
                        List.of(
                                new Factor("expected-margin-of-window", worth[best], worth[best]),
                                new Factor("better-than-worst-start", worth[worst], worth[best] - worth[worst]),
                                new Factor("push-waves", waves.size(), 0))));
    }

    /** The likeliest hours of the sale, none closer to another than the parameter allows, each announced ahead. */
    private static List<Instant> pushWaves(ScheduleInputs in, Tensor purchase, int first, Parameters parameters) {
        List<Integer> hours = IntStream.range(first, first + in.lengthHours())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer h) -> -purchase.at(h, 0))
                        .thenComparingInt(h -> h))
                .toList();
        double apart = parameters.get("pushApartHours");
        List<Integer> chosen = new ArrayList<>();
        for (int hour : hours) {
            if (chosen.size() < in.pushWaves() && chosen.stream().allMatch(c -> Math.abs(c - hour) >= apart)) {
                chosen.add(hour);
            }
        }
        Duration lead = Duration.ofMinutes((long) parameters.within("pushLeadMinutes", 0, 1_440));
        Instant start = hour(in, first);
        return chosen.stream()
                .sorted()
                .map(h -> hour(in, h).minus(lead))
                .map(at -> at.isBefore(start) ? start : at)
                // Two early hours may both be announced at the start; shoppers hear it once.
                .distinct()
                .toList();
    }

    private static Instant hour(ScheduleInputs in, int hour) {
        return in.within().from().plus(Duration.ofHours(hour));
    }
}
