package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.EvaluationInputs.ItemProgress;
import io.reprise.domain.model.decision.EvaluationInputs.Watch;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code EVALUATION} of a window that may be taken as often as one likes: units against the forecast's band, the pace
 * since it last changed ({@link PaceChanges}), and what the sale caused so far by its hold-out ({@link ArmComparison}).
 * Calls for adjustment where the present pace leaves the tolerance, and for a stop where, late enough to know, almost
 * nothing sells. What cannot be sold any more because it ran out is not expected to be.
 */
final class SequentialEvaluation implements Policy<EvaluationInputs, EvaluationOutcome> {

    static final PolicyRef REF = new PolicyRef("sequential-evaluation", 1);

    /** The 95 % quantile of the standard normal. */
    private static final double OUTER = 1.6448536269514722;

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
        return Parameters.of(Map.ofEntries(
                Map.entry("tolerance", 0.15),
                Map.entry("bandCorrelation", 0.02),
                Map.entry("unitsExpectedMin", 20.0),
                Map.entry("stopBelowPace", 0.05),
                Map.entry("stopAfterShare", 0.5),
                Map.entry("budgetWindowsMin", 1.25),
                Map.entry("soldOutEarlyHours", 2.0),
                Map.entry("alpha", 0.05),
                Map.entry("buyersMin", 10.0),
                Map.entry("spendDispersion", 4.0),
                Map.entry("unitsDispersion", 3.5),
                Map.entry("paceShape", 4.0),
                Map.entry("windowsBetweenChanges", 48.0),
                Map.entry("changeProbability", 0.85)));
    }

    @Override
    public Verdict<EvaluationOutcome> decide(EvaluationInputs in, Evidence evidence, Parameters p, long seed) {
        Watch watch = in.watch().orElseThrow(() -> new InvalidValue("watch", "is missing"));
        DemandTable demand =
                new DemandTable(evidence.tensor("demand"), in.items().size(), in.horizonHours());
        Expectation expectation = new Expectation(in, watch, demand);
        double elapsed = hours(Duration.between(in.sale().from(), in.span().to()));
        double share = elapsed / hours(in.sale().length());
        DemandTable.Band expected = demand.band(
                        in.firstHour(), in.firstHour() + elapsed, p.within("bandCorrelation", 0, 1))
                .times(expectation.treated);
        long sold = 0;
        for (ItemProgress item : in.items()) {
            sold += item.soldToDate();
        }
        double pace = expected.mid() <= 0 ? 1 : sold / expected.mid();
        PaceNow now = paceNow(in, watch, expectation, p);
        List<Sku> early = soldOutEarly(in, expectation, now.pace(), p);
        Course course = course(pace, now.pace(), expected.mid(), share, !early.isEmpty(), watch, p);
        EvaluationOutcome outcome = new EvaluationOutcome(
                course,
                pace,
                expected.low(),
                expected.mid(),
                expected.high(),
                early,
                lagging(in, expectation, p),
                java.util.Optional.of(standing(in, watch, expectation, sold, now, p)));
        return new Verdict<>(
                outcome,
                alternatives(course, pace, now.pace(), expected.mid() < p.get("unitsExpectedMin"), p),
                explanation(in, outcome, sold));
    }

    /** What the forecast expects of the treated arm, less what has run out. */
    private record Expectation(EvaluationInputs in, Watch watch, DemandTable demand, double treated) {

        Expectation(EvaluationInputs in, Watch watch, DemandTable demand) {
            this(in, watch, demand, (double) in.treatedBps() / Price.WHOLE_BPS);
        }

        double units(int item, Instant from, Instant to) {
            Instant ranOut = watch.soldOut().get(in.items().get(item).sku());
            Instant until = ranOut != null && ranOut.isBefore(to) ? ranOut : to;
            return until.isAfter(from) ? treated * demand.sum(item, hour(from), hour(until), DemandTable.MID) : 0;
        }

        double units(Instant from, Instant to) {
            double units = 0;
            for (int i = 0; i < in.items().size(); i++) {
                units += units(i, from, to);
            }
            return units;
        }

        private double hour(Instant at) {
            return in.firstHour() + hours(Duration.between(in.sale().from(), at));
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

    private static PaceNow paceNow(EvaluationInputs in, Watch watch, Expectation expectation, Parameters p) {
        int before = watch.soldBefore().size();
        double[] sold = new double[before + 1];
        double[] expected = new double[before + 1];
        for (int w = 0; w < before; w++) {
            Instant from = in.span().from().minusSeconds(watch.windowSeconds() * (before - w));
            sold[w] = watch.soldBefore().get(w);
            expected[w] = expectation.units(from, from.plusSeconds(watch.windowSeconds()));
        }
        for (ItemProgress item : in.items()) {
            sold[before] += item.soldInWindow();
        }
        expected[before] = expectation.units(in.span().from(), in.span().to());
        PaceChanges.Stretch stretch = new PaceChanges(
                        p.within("unitsDispersion", 1e-3, 1e6),
                        p.within("paceShape", 1e-3, 1e6),
                        p.within("windowsBetweenChanges", 1, 1e9),
                        p.within("changeProbability", 0.5, 1))
                .last(sold, expected);
        return new PaceNow(
                stretch.mean(),
                stretch.quantile(-OUTER),
                stretch.quantile(OUTER),
                in.span().from().minusSeconds(watch.windowSeconds() * (stretch.windows() - 1)),
                stretch.windows() < sold.length);
    }

    private static SaleStanding standing(
            EvaluationInputs in, Watch watch, Expectation expectation, long sold, PaceNow now, Parameters p) {
        ArmTotals treated = in.treated();
        Experiment experiment = watch.experiment();
        ArmComparison arms = new ArmComparison(
                experiment,
                expectation.wholeSale(),
                treated.enrolled(),
                in.holdOut().enrolled(),
                p);
        return new SaleStanding(
                ratio(treated.participants(), treated.enrolled()),
                ratio(treated.buyers(), treated.participants()),
                treated.revenueCents(),
                experiment.treated().marginCents(),
                ratio(sold, watch.allocatedUnits()),
                now,
                arms.revenue(treated, in.holdOut(), experiment),
                arms.margin(treated, in.holdOut(), experiment));
    }

    private static List<Sku> lagging(EvaluationInputs in, Expectation expectation, Parameters p) {
        List<Sku> lagging = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            double mid = expectation.units(i, in.sale().from(), in.span().to());
            if (mid >= 2 && in.items().get(i).soldToDate() < (1 - p.get("tolerance")) * mid) {
                lagging.add(in.items().get(i).sku());
            }
        }
        return lagging;
    }

    private static List<Sku> soldOutEarly(EvaluationInputs in, Expectation expectation, double pace, Parameters p) {
        double hoursLeft = hours(Duration.between(in.span().to(), in.sale().to()));
        List<Sku> early = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            ItemProgress item = in.items().get(i);
            double rest = expectation.treated
                    * expectation.demand.sum(
                            i,
                            expectation.hour(in.span().to()),
                            expectation.hour(in.sale().to()),
                            DemandTable.MID);
            double wanted = pace * rest;
            double without = item.left() <= 0
                    ? hoursLeft
                    : item.left() < wanted ? hoursLeft - item.left() / wanted * hoursLeft : 0;
            if (rest > 0 && without >= p.get("soldOutEarlyHours")) {
                early.add(item.sku());
            }
        }
        return early;
    }

    /**
     * The menu is looked at where the pace is off, where items run out early, and where discounts at the rate of this window
     * would cost more than they may; it ends where one more such window could overspend what people set.
     */
    private static Course course(
            double pace, double now, double expected, double share, boolean runsOut, Watch watch, Parameters p) {
        if (share >= 1) {
            return Course.CONTINUE;
        }
        double windows = watch.discount().map(d -> windowsLeft(d)).orElse(Double.POSITIVE_INFINITY);
        if (windows < p.get("budgetWindowsMin")) {
            return Course.STOP;
        }
        if (expected < p.get("unitsExpectedMin")) {
            return Course.CONTINUE;
        }
        if (share >= p.get("stopAfterShare") && pace < p.get("stopBelowPace")) {
            return Course.STOP;
        }
        double toCome = (watch.soldBefore().size() + 1) * (1 - share) / share;
        boolean offPace = Math.abs(now - 1) > p.get("tolerance");
        return offPace || runsOut || windows < toCome ? Course.ADJUST : Course.CONTINUE;
    }

    /** How many more windows like this one the discount budget pays for. */
    private static double windowsLeft(EvaluationInputs.DiscountSpend spend) {
        long left = spend.budgetCents() - spend.givenCents();
        return spend.givenInWindowCents() <= 0
                ? left < 0 ? 0 : Double.POSITIVE_INFINITY
                : (double) left / spend.givenInWindowCents();
    }

    private static List<Alternative> alternatives(
            Course chosen, double pace, double now, boolean tooEarly, Parameters p) {
        List<Alternative> all = new ArrayList<>();
        for (Course course : Course.values()) {
            double distance =
                    switch (course) {
                        case CONTINUE -> p.get("tolerance") - Math.abs(now - 1);
                        case ADJUST -> Math.abs(now - 1) - p.get("tolerance");
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

    private static Explanation explanation(EvaluationInputs in, EvaluationOutcome outcome, long sold) {
        SaleStanding standing = outcome.standing().orElseThrow();
        PaceNow now = standing.pace();
        List<Factor> factors = new ArrayList<>(List.of(
                new Factor("pace-now", now.pace(), now.pace() - 1),
                new Factor("pace", outcome.pace(), outcome.pace() - 1),
                new Factor("units-sold", sold, sold - outcome.expectedMid()),
                new Factor(
                        "items-lagging",
                        outcome.lagging().size(),
                        -outcome.lagging().size()),
                new Factor(
                        "items-sold-out-early",
                        outcome.soldOutEarly().size(),
                        -outcome.soldOutEarly().size())));
        standing.revenue().ifPresent(effect -> {
            factors.add(new Factor("lift-per-shopper-cents", effect.perShopperCents(), 0));
            factors.add(new Factor("interval-half-width-cents", (effect.highCents() - effect.lowCents()) / 2, 0));
        });
        return new Explanation(
                "evaluation." + outcome.course().name().toLowerCase(Locale.ROOT)
                        + (now.changed() ? "-since-change" : ""),
                List.of(
                        Integer.toString(in.window()),
                        Long.toString(sold),
                        Long.toString(Math.round(outcome.expectedMid())),
                        Long.toString(Math.round(100 * now.pace())),
                        now.since().toString()),
                factors);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    private static double hours(Duration duration) {
        return duration.toMillis() / 3_600_000.0;
    }
}
