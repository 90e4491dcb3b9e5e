package io.reprise.domain.model.port;

import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** How many units would sell, per item and hour, at a given price. */
public interface DemandForecaster {

    /** Columns of the answer: the 10 %, 50 % and 90 % quantile of units sold in the hour; 0 ≤ p10 ≤ p50 ≤ p90. */
    int P10 = 0, P50 = 1, P90 = 2;

    /**
     * One row per item and hour, item-major: row {@code item * hours + hour}, columns {@link #P10} to {@link #P90}.
     *
     * @throws ModelUnavailable where the model cannot answer
     */
    ModelAnswer forecast(DemandQuestion question);

    /**
     * @param items the items with the price at which each would be offered
     * @param from start of the first hour, a whole hour
     * @param hours number of hours, 1 to 336
     * @param zone the campaign calendar's time zone
     */
    record DemandQuestion(List<Offered> items, Instant from, int hours, ZoneId zone) {
        public DemandQuestion {
            items = List.copyOf(items);
            if (hours < 1 || hours > 336) {
                throw new IllegalArgumentException("hours must be 1 to 336, but was " + hours);
            }
        }
    }

    /**
     * @param regularPriceCents price outside the sale
     * @param discountBps discount on it in basis points (1 % = 100)
     */
    record Offered(Sku sku, long regularPriceCents, int discountBps) {}
}
