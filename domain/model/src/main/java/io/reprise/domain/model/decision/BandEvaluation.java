package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code EVALUATION} of a window, version 1: units sold to date against the forecast to date. Calls for adjustment when
 * the pace leaves the tolerance, and for a stop when, late enough to know, almost nothing sells.
 */
final class BandEvaluation implements Policy<EvaluationInputs, EvaluationOutcome> {

    static final PolicyRef REF = new PolicyRef("band-evaluation", 1);

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<EvaluationInputs> inputs() {
        return EvaluationInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(Map.of(
                "tolerance",
                0.15,
                "bandCorrelation",
                0.02,
                "unitsExpectedMin",
                20.0,
                "stopBelowPace",
                0.05,
                "stopAfterShare",
                0.5,
                "soldOutEarlyHours",
                2.0));
    }

    @Override
    public Verdict<EvaluationOutcome> decide(EvaluationInputs in, Evidence evidence, Parameters p, long seed) {
        DemandTable demand =
                new DemandTable(evidence.tensor("demand"), in.items().size(), in.horizonHours());
        double treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        double elapsed = hours(Duration.between(in.sale().from(), in.span().to()));
        double whole = hours(in.sale().length());
        double from = in.firstHour();
        DemandTable.Band expected = demand.band(from, from + elapsed, p.within("bandCorrelation", 0, 1))
                .times(treated);
        long sold = 0;
        List<Sku> lagging = new ArrayList<>();
        List<Sku> soldOutEarly = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            EvaluationInputs.ItemProgress item = in.items().get(i);
            sold += item.soldToDate();
            double mid = treated * demand.sum(i, from, from + elapsed, DemandTable.MID);
            if (mid >= 2 && item.soldToDate() < (1 - p.get("tolerance")) * mid) {
                lagging.add(item.sku());
            }
            double rest = treated * demand.sum(i, from + elapsed, from + whole, DemandTable.MID);
            double pace = mid < 1 ? 1 : item.soldToDate() / mid;
            if (rest > 0 && hoursWithout(item.left(), pace * rest, whole - elapsed) >= p.get("soldOutEarlyHours")) {
                soldOutEarly.add(item.sku());
            }
        }
        double pace = expected.mid() <= 0 ? 1 : sold / expected.mid();
        Course course = course(pace, expected.mid(), elapsed / whole, p);
        return new Verdict<>(
                new EvaluationOutcome(
                        course, pace, expected.low(), expected.mid(), expected.high(), soldOutEarly, lagging),
                alternatives(course, pace, expected.mid(), p),
                new Explanation(
                        "evaluation." + course.name().toLowerCase(Locale.ROOT),
                        List.of(
                                Integer.toString(in.window()),
                                Long.toString(sold),
                                Long.toString(Math.round(expected.mid()))),
                        List.of(
                                new Factor("pace", pace, pace - 1),
                                new Factor("units-sold", sold, sold - expected.mid()),
                                new Factor("items-lagging", lagging.size(), -lagging.size()),
                                new Factor("items-sold-out-early", soldOutEarly.size(), -soldOutEarly.size()))));
    }

    /** Hours at the end of the sale in which an item is sold out, if it goes on like this. */
    private static double hoursWithout(int left, double wanted, double hoursLeft) {
        if (left <= 0) {
            return hoursLeft;
        }
        return left < wanted ? hoursLeft - left / wanted * hoursLeft : 0;
    }

    private static Course course(double pace, double expected, double share, Parameters p) {
        if (expected < p.get("unitsExpectedMin") || share >= 1) {
            return Course.CONTINUE;
        }
        if (share >= p.get("stopAfterShare") && pace < p.get("stopBelowPace")) {
            return Course.STOP;
        }
        return Math.abs(pace - 1) > p.get("tolerance") ? Course.ADJUST : Course.CONTINUE;
    }

    private static List<Alternative> alternatives(Course chosen, double pace, double expected, Parameters p) {
        boolean tooEarly = expected < p.get("unitsExpectedMin");
        List<Alternative> all = new ArrayList<>();
        for (Course course : Course.values()) {
            double distance =
                    switch (course) {
                        case CONTINUE -> p.get("tolerance") - Math.abs(pace - 1);
                        case ADJUST -> Math.abs(pace - 1) - p.get("tolerance");
                        case STOP -> p.get("stopBelowPace") - pace;
                    };
            Alternative weighed = Alternative.weighed(course.name(), distance, "pace", course == chosen);
            all.add(
                    tooEarly && course != Course.CONTINUE
                            ? weighed.because("too few units were expected so far to judge by")
                            : weighed);
        }
        return all;
    }

    private static double hours(Duration duration) {
        return duration.toMillis() / 3_600_000.0;
    }
}
