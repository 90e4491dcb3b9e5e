package io.reprise.ml.demand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Weekly sales with a known level by category, a known lift under promotion and a known effect of price. */
final class PlantedDemand {

    static final int WEEKS = 90;
    static final double LIFT = Math.log(2);
    static final double ELASTICITY = 2;

    private PlantedDemand() {}

    /** Categories sell 5, 10, 20 and 40 a week at the regular price; items of one differ little. */
    static DemandPanel panel(int items, long seed) {
        Random random = new Random(seed);
        List<DemandSeries> series = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            int category = i % 4;
            double level = 5 * Math.pow(2, category) * (0.9 + 0.2 * random.nextDouble());
            float[] units = new float[WEEKS];
            float[] discount = new float[WEEKS];
            float[] flag = new float[WEEKS];
            for (int week = 0; week < WEEKS; week++) {
                flag[week] = random.nextInt(5) == 0 ? 1 : 0;
                discount[week] = random.nextInt(4) == 0 ? 0.1f + 0.3f * random.nextFloat() : 0;
                double mean = level * Math.exp(season(week) + LIFT * flag[week] + ELASTICITY * discount[week]);
                units[week] = Math.round(Math.max(0, mean + Math.sqrt(mean) * random.nextGaussian()));
            }
            series.add(new DemandSeries(
                    "item" + i, List.of("category" + category, "thing " + i), 3, units, discount, new float[][] {flag
                    }));
        }
        return new DemandPanel(
                LocalDate.parse("2024-01-01"),
                Cadence.WEEKLY,
                WEEKS,
                List.of("leaflet"),
                List.of("category", "name"),
                true,
                series);
    }

    static double season(int week) {
        return 0.3 * Math.sin(2 * Math.PI * week / 52.18);
    }

    /** Without promotion, and at the regular price, in all weeks from one on. */
    static DemandPanel plain(DemandPanel panel, int from, float flag, float logDiscount) {
        return panel.with(one -> {
            float[] flags = one.flags()[0].clone();
            Arrays.fill(flags, from, flags.length, flag);
            DemandSeries priced = one.withDiscount(from, logDiscount);
            return new DemandSeries(
                    one.item(), one.content(), one.basePrice(), one.units(), priced.discount(), new float[][] {flags});
        });
    }
}
