package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.DecisionQuality.Adjusted;
import io.reprise.domain.model.decision.DecisionQuality.Gain;
import io.reprise.domain.model.decision.DecisionQuality.Scheduled;
import io.reprise.domain.model.decision.DecisionQuality.Stocked;
import io.reprise.domain.model.decision.Feedback.ItemSales;
import io.reprise.domain.model.decision.Feedback.Moved;
import io.reprise.domain.model.decision.Feedback.Response;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores a sale's decisions against what came of them. */
final class DecisionScoring {

    /** The 90 % quantile of the standard normal, and its 97.5 % quantile. */
    private static final double OUTER = 1.2815515655446004, TWO_SIDED_95 = 1.959963984540054;

    private static final double[] PROBABILITY = {0.1, 0.5, 0.9};

    private final ClosingInputs in;
    private final Experiment experiment;
    private final Feedback feedback;
    private final DemandTable demand;
    private final double treated;
    private final double correlation;
    private final double dispersion;
    private final double shrinkUnits;
    private final double unitsBeforeMin;
    private final Map<Sku, Integer> index = new HashMap<>();

    DecisionScoring(ClosingInputs in, Experiment experiment, Feedback feedback, DemandTable demand, Parameters p) {
        this.in = in;
        this.experiment = experiment;
        this.feedback = feedback;
        this.demand = demand;
        this.treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        this.correlation = p.within("bandCorrelation", 0, 1);
        this.dispersion = p.within("unitsDispersion", 1e-3, 1e6);
        this.shrinkUnits = p.within("responseShrinkUnits", 0, 1e9);
        this.unitsBeforeMin = p.within("responseUnitsMin", 0, 1e9);
        for (int i = 0; i < feedback.items().size(); i++) {
            index.put(feedback.items().get(i).sku(), i);
        }
    }

    DecisionQuality score() {
        List<Stocked> items = new ArrayList<>();
        for (int i = 0; i < feedback.items().size(); i++) {
            items.add(stocked(i));
        }
        List<Adjusted> adjustments = new ArrayList<>();
        for (Response response : feedback.adjustments()) {
            adjustments.add(adjusted(response));
        }
        return new DecisionQuality(scheduled(), feedback.inventory(), items, adjustments);
    }

    private Scheduled scheduled() {
        DemandTable.Band band = demand.band(
                        in.firstHour(), in.firstHour() + in.sale().hours(), correlation)
                .times(treated);
        double margin = 0;
        for (int i = 0; i < feedback.items().size(); i++) {
            margin += units(i, in.sale().from(), in.sale().to())
                    * (experiment.plannedPriceCents().get(i)
                            - experiment.unitCostCents().get(i));
        }
        return new Scheduled(
                feedback.schedule(),
                band.low(),
                band.mid(),
                band.high(),
                in.treated().units(),
                Math.round(margin),
                in.treated().revenueCents() - in.costOfGoodsCents());
    }

    private Stocked stocked(int i) {
        ItemSales item = feedback.items().get(i);
        int hours = item.soldByHour().size();
        // An hour in which it ran out says nothing of how much was wanted.
        int compared = item.soldOutAt()
                .map(at -> Math.clamp(Duration.between(in.sale().from(), at).toHours(), 0, hours))
                .orElse(hours);
        double loss = 0;
        int inside = 0;
        for (int hour = 0; hour < compared; hour++) {
            int sold = item.soldByHour().get(hour);
            for (int q = 0; q < PROBABILITY.length; q++) {
                double over = sold - quantile(i, hour, q);
                loss += (over >= 0 ? PROBABILITY[q] : PROBABILITY[q] - 1) * over / PROBABILITY.length;
            }
            // A band of fewer than one unit holds the whole numbers around it.
            boolean within = sold >= Math.floor(quantile(i, hour, DemandTable.LOW))
                    && sold <= Math.ceil(quantile(i, hour, DemandTable.HIGH));
            inside += within ? 1 : 0;
        }
        double mid = units(i, in.sale().from(), in.sale().to());
        double deviation = treated * demand.deviation(i, in.firstHour(), in.firstHour() + hours, correlation);
        return new Stocked(
                item.sku(),
                item.targetUnits(),
                item.allocatedUnits(),
                item.sold(),
                item.soldOutAt().map(at -> hours(at, in.sale().to())).orElse(0.0),
                Math.max(0, mid - OUTER * deviation),
                mid,
                mid + OUTER * deviation,
                compared == 0 ? 0 : loss / compared,
                compared == 0 ? 0 : (double) inside / compared,
                compared);
    }

    private double quantile(int item, int hour, int quantile) {
        return treated * demand.at(item, in.firstHour() + hour, quantile);
    }

    private Adjusted adjusted(Response response) {
        double measured = 0;
        double left = 0;
        for (Moved moved : response.items()) {
            int i = index.get(moved.sku());
            measured += response.after()
                    .map(span -> units(i, span.from(), span.to()))
                    .orElse(0.0);
            left += units(i, response.at(), in.sale().to());
        }
        double share = left > 0 ? Math.min(1, measured / left) : 0;
        return new Adjusted(
                response.decision(),
                response.at(),
                response.expectedGainCents(),
                response.expectedGainCents() * share,
                response.before().isPresent() && response.after().isPresent()
                        ? gain(
                                response,
                                response.before().get(),
                                response.after().get())
                        : Optional.empty());
    }

    /**
     * Worth of what was sold after, less worth of what the pace before would have sold in the same hours at the prices
     * before. The pace is drawn towards 1 as the adjusting policy draws it, because adjustments follow bad luck too.
     */
    private Optional<Gain> gain(Response response, TimeWindow before, TimeWindow after) {
        double sold = shrinkUnits;
        double expected = shrinkUnits;
        double otherwise = 0;
        double worth = 0;
        double variance = 0;
        for (Moved moved : response.items()) {
            int i = index.get(moved.sku());
            sold += moved.soldBefore();
            expected += sellable(i, before);
            otherwise += sellable(i, after) * worth(i, moved.priceBeforeCents(), response.salesWeight());
            double now = worth(i, moved.priceAfterCents(), response.salesWeight());
            worth += moved.soldAfter() * now;
            variance += dispersion * moved.soldAfter() * now * now;
        }
        if (expected - shrinkUnits < unitsBeforeMin) {
            return Optional.empty();
        }
        double pace = sold / expected;
        variance += dispersion * (sold - shrinkUnits) / (expected * expected) * otherwise * otherwise;
        double gain = worth - pace * otherwise;
        double half = TWO_SIDED_95 * Math.sqrt(variance);
        return Optional.of(new Gain(gain, gain - half, gain + half));
    }

    private double worth(int item, long priceCents, double salesWeight) {
        return priceCents - experiment.unitCostCents().get(item) + salesWeight * priceCents;
    }

    /** Units expected while there were any. */
    private double sellable(int item, TimeWindow span) {
        Instant until = feedback.items()
                .get(item)
                .soldOutAt()
                .filter(at -> at.isBefore(span.to()))
                .orElse(span.to());
        return units(item, span.from(), until);
    }

    private double units(int item, Instant from, Instant to) {
        if (!to.isAfter(from)) {
            return 0;
        }
        double first = in.firstHour() + hours(in.sale().from(), from);
        return treated * demand.sum(item, first, first + hours(from, to), DemandTable.MID);
    }

    private static double hours(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 3_600_000.0);
    }
}
