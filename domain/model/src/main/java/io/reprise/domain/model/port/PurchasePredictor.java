package io.reprise.domain.model.port;

import java.time.Instant;
import java.time.ZoneId;

/** How likely the shoppers of the audience are to buy, hour by hour. */
public interface PurchasePredictor {

    /**
     * One row per hour, one column: the mean probability over the known audience that a shopper buys in that hour.
     *
     * @throws ModelUnavailable where the model cannot answer
     */
    ModelAnswer predict(PurchaseQuestion question);

    /**
     * @param from start of the first hour, a whole hour
     * @param hours number of hours, 1 to 336
     * @param zone the campaign calendar's time zone
     */
    record PurchaseQuestion(Instant from, int hours, ZoneId zone) {
        public PurchaseQuestion {
            if (hours < 1 || hours > 336) {
                throw new IllegalArgumentException("hours must be 1 to 336, but was " + hours);
            }
        }
    }
}
