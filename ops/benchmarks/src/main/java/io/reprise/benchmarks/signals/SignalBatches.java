package io.reprise.benchmarks.signals;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What shoppers of a sale do, in batches: nine views for each order, over a hundred items, by shoppers who come again.
 *
 * @param batch signals in each
 */
record SignalBatches(long seed, int batch) {

    private static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    static final int ITEMS = 100;
    static final int SHOPPERS = 200_000;
    private static final int ORDERED_OF_TEN = 1;

    /** @param client whose batch, @param number which of theirs: ids are never the same twice */
    List<Signal> of(int client, int number) {
        SplittableRandom random = new SplittableRandom(seed + 31L * client + 1_000_003L * number);
        List<Signal> signals = new ArrayList<>(batch);
        for (int n = 0; n < batch; n++) {
            boolean isOrder = random.nextInt(10) < ORDERED_OF_TEN;
            signals.add(new Signal(
                    client + "-" + number + "-" + n,
                    FROM.plusMillis((long) number * batch + n),
                    shopper(random.nextInt(SHOPPERS)),
                    isOrder ? Signal.Action.ORDER : Signal.Action.VIEW,
                    sku(random.nextInt(ITEMS)),
                    isOrder ? 1 + random.nextInt(3) : 0,
                    1_999));
        }
        return signals;
    }

    /** @param number from 0 */
    static Pseudonym shopper(int number) {
        return new Pseudonym("%032x".formatted(number));
    }

    /** @param number from 0 */
    static Sku sku(int number) {
        return new Sku("item-" + number);
    }
}
