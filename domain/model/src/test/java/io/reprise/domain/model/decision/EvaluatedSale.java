package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.EvaluationInputs.DiscountSpend;
import io.reprise.domain.model.decision.EvaluationInputs.ItemProgress;
import io.reprise.domain.model.decision.EvaluationInputs.Watch;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sale of 24 hours that is looked at at the end of one of them. Half of the shoppers see it, who buy half of what is
 * expected of all; what is expected outside its hours is so much that it would be seen where it was counted.
 */
final class EvaluatedSale {

    static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
    private static final TimeWindow SALE = new TimeWindow(START, START.plus(Duration.ofHours(24)));
    private static final int HOURS = 24;

    private final int hour;
    private final List<ItemProgress> items = new ArrayList<>();
    private final List<double[]> units = new ArrayList<>();
    List<Integer> soldBefore = List.of();
    Optional<DiscountSpend> spend = Optional.empty();

    /** @param hour how many of its hours are over */
    EvaluatedSale(int hour) {
        this.hour = hour;
    }

    /** An item of which so many units are expected of those who see the sale, in every hour. */
    EvaluatedSale item(String sku, int sold, int left, double unitsAnHour) {
        return item(sku, sold, left, unitsAnHour, unitsAnHour);
    }

    /** Likewise up to now, and from now on. */
    EvaluatedSale item(String sku, int sold, int left, double unitsAnHourSoFar, double unitsAnHourFromNow) {
        double[] expected = new double[HOURS];
        Arrays.fill(expected, 0, hour, unitsAnHourSoFar);
        Arrays.fill(expected, hour, HOURS, unitsAnHourFromNow);
        items.add(new ItemProgress(new Sku(sku), sold, sold, left));
        units.add(expected);
        return this;
    }

    /** The last item sold so many of its units in the hour before now. */
    EvaluatedSale inTheLastHour(int sold) {
        ItemProgress last = items.getLast();
        items.set(items.size() - 1, new ItemProgress(last.sku(), last.soldToDate(), sold, last.left()));
        return this;
    }

    EvaluationInputs inputs() {
        Instant now = START.plus(Duration.ofHours(hour));
        List<Long> prices = Collections.nCopies(items.size(), 1_000L);
        return new EvaluationInputs(
                hour,
                new TimeWindow(now.minus(Duration.ofHours(1)), now),
                SALE,
                HOURS + 2,
                1,
                5_000,
                items,
                ArmTotals.NONE,
                ArmTotals.NONE,
                Optional.of(new Watch(
                        new Experiment(ArmMoments.NONE, ArmMoments.NONE, prices, prices),
                        1_000,
                        3_600,
                        soldBefore,
                        new TreeMap<>(),
                        spend)));
    }

    Evidence evidence() {
        float[] values = new float[items.size() * (HOURS + 2) * 3];
        int at = 0;
        for (double[] expected : units) {
            for (int h = -1; h <= HOURS; h++) {
                float all = h < 0 || h == HOURS ? 1_000_000 : (float) (2 * expected[h]);
                values[at++] = all / 2;
                values[at++] = all;
                values[at++] = 1.5f * all;
            }
        }
        return new Evidence(List.of(SampleModels.exhibit("demand", new Tensor(values.length / 3, 3, values))));
    }
}
