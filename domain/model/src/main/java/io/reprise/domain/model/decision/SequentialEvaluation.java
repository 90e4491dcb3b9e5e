package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.EvaluationInputs.ItemProgress;
import io.reprise.domain.model.decision.EvaluationInputs.Watch;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code EVALUATION} of a window that may be taken as often as one likes: units against the forecast's band, the pace
 * since it last changed ({@link PaceChanges}), and what the sale caused so far by its hold-out ({@link ArmComparison}).
 * Calls for adjustment where the present pace leaves the tolerance, and for a stop where, late enough to know, almost
 * nothing sells. What cannot be sold any more because it ran out is not expected to be.
 *
 * <p>From version 2 on, neither is anything while no order comes although shoppers fill carts: then the shop fails and
 * demand is as it was. While that lasts the sale goes on as it is, and afterwards the menu is looked at, because there is
 * more left for less time. It is looked at on plan, too, every {@code lookMinutes}: what the sale has taught of prices may
 * make a change worth while at any pace.
 */
final class SequentialEvaluation implements Policy<EvaluationInputs, EvaluationOutcome> {

    static final PolicyRef DEAF = new PolicyRef("sequential-evaluation", 1);
    static final PolicyRef REF = new PolicyRef("sequential-evaluation", 2);

    /** The 95 % quantile of the standard normal. */
    private static final double OUTER = 1.6448536269514722;

    private final PolicyRef ref;

    SequentialEvaluation(PolicyRef ref) {
        this.ref = ref;
    }

    @Override
    public PolicyRef ref() {
        return ref;
    }

    @Override
    public Class<EvaluationInputs> inputs() {
        return EvaluationInputs.class;
    }

    private boolean isDeaf() {
        return ref.equals(DEAF);
    }

    @Override
    public Parameters defaults() {
        Map<String, Double> all = new HashMap<>(Map.ofEntries(
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
        if (!isDeaf()) {
            all.put("lookMinutes", 60.0);
        }
        return Parameters.of(all);
    }

    @Override
    public Verdict<EvaluationOutcome> decide(EvaluationInputs in, Evidence evidence, Parameters p, long seed) {
        Watch watch = in.watch().orElseThrow(() -> new InvalidValue("watch", "is missing"));
        DemandTable demand =
                new DemandTable(evidence.tensor("demand"), in.items().size(), in.horizonHours());
        List<TimeWindow> silences = isDeaf() ? List.of() : watch.silences().orElse(List.of());
        boolean silent = !silences.isEmpty()
                && !silences.getLast().to().isBefore(in.span().to());
        ExpectedUnits expectation = new ExpectedUnits(in, watch, demand, silences);
        double elapsed = hours(Duration.between(in.sale().from(), in.span().to()));
        double share = elapsed / hours(in.sale().length());
        DemandTable.Band expected = demand.band(
                        in.firstHour(), in.firstHour() + elapsed, p.within("bandCorrelation", 0, 1))
                .times(expectation.treated() * expectation.openShare());
        long sold = 0;
        for (ItemProgress item : in.items()) {
            sold += item.soldToDate();
        }
        double pace = expected.mid() <= 0 ? 1 : sold / expected.mid();
        PaceNow now = paceNow(in, watch, expectation, p);
        List<Sku> early = soldOutEarly(in, expectation, now.pace(), p);
        boolean looks = !early.isEmpty() || !silences.isEmpty();
        Course course = silent ? Course.CONTINUE : course(pace, now.pace(), expected.mid(), share, looks, watch, p);
        boolean looksAnyway = !silent
                && course == Course.CONTINUE
                && isDue(in, p)
                && course(pace, now.pace(), expected.mid(), share, true, watch, p) == Course.ADJUST;
        course = looksAnyway ? Course.ADJUST : course;
        EvaluationOutcome outcome = new EvaluationOutcome(
                course,
                pace,
                expected.low(),
                expected.mid(),
                expected.high(),
                early,
                lagging(in, expectation, p),
                Optional.of(standing(in, watch, expectation, sold, now, silent, p)));
        return new Verdict<>(
                outcome,
                alternatives(course, pace, now.pace(), expected.mid() < p.get("unitsExpectedMin"), p),
                explanation(in, outcome, sold, silences, silent, looksAnyway));
    }

    /** Whether this window completes one more of the spans after which the menu is looked at. */
    private boolean isDue(EvaluationInputs in, Parameters p) {
        if (isDeaf()) {
            return false;
        }
        double hours = p.within("lookMinutes", 1, 1e6) / 60;
        double before = hours(Duration.between(in.sale().from(), in.span().from()));
        double after = hours(Duration.between(in.sale().from(), in.span().to()));
        return Math.floor(after / hours) > Math.floor(before / hours);
    }

    private static PaceNow paceNow(EvaluationInputs in, Watch watch, ExpectedUnits expectation, Parameters p) {
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
            EvaluationInputs in,
            Watch watch,
            ExpectedUnits expectation,
            long sold,
            PaceNow now,
            boolean silent,
            Parameters p) {
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
                arms.margin(treated, in.holdOut(), experiment),
                silent ? Optional.of(expectation.silences().getLast().from()) : Optional.empty());
    }

    private static List<Sku> lagging(EvaluationInputs in, ExpectedUnits expectation, Parameters p) {
        List<Sku> lagging = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            double mid = expectation.units(i, in.sale().from(), in.span().to());
            if (mid >= 2 && in.items().get(i).soldToDate() < (1 - p.get("tolerance")) * mid) {
                lagging.add(in.items().get(i).sku());
            }
        }
        return lagging;
    }

    private static List<Sku> soldOutEarly(EvaluationInputs in, ExpectedUnits expectation, double pace, Parameters p) {
        double hoursLeft = hours(Duration.between(in.span().to(), in.sale().to()));
        List<Sku> early = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            ItemProgress item = in.items().get(i);
            double rest = expectation.treated()
                    * expectation
                            .demand()
                            .sum(
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
     * would cost more than they may, and after a silence; it ends where one more such window could overspend what people set.
     */
    private static Course course(
            double pace, double now, double expected, double share, boolean looks, Watch watch, Parameters p) {
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
        return offPace || looks || windows < toCome ? Course.ADJUST : Course.CONTINUE;
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

    private static Explanation explanation(
            EvaluationInputs in,
            EvaluationOutcome outcome,
            long sold,
            List<TimeWindow> silences,
            boolean silent,
            boolean looksAnyway) {
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
        if (!silences.isEmpty()) {
            long minutes = 0;
            for (TimeWindow silence : silences) {
                minutes += silence.length().toMinutes();
            }
            factors.add(new Factor("minutes-without-orders", minutes, -minutes));
        }
        if (silent) {
            return new Explanation(
                    "evaluation.no-orders",
                    List.of(
                            Integer.toString(in.window()),
                            Long.toString(sold),
                            silences.getLast().from().toString()),
                    factors);
        }
        return new Explanation(
                "evaluation." + (looksAnyway ? "look" : outcome.course().name().toLowerCase(Locale.ROOT))
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

    static double hours(Duration duration) {
        return duration.toMillis() / 3_600_000.0;
    }
}
