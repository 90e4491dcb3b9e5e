package io.reprise.workflows;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.Map;

/** What other campaigns leave a running sale, and want of it. */
public interface Others {

    Others NONE = new Others() {
        @Override
        public boolean leaveRoom(Live live, TimeWindow hours) {
            return true;
        }

        @Override
        public Map<Sku, Double> shortOf(Live live, Instant now) {
            return Map.of();
        }
    };

    /** Whether the sale may also run in these hours: no more campaigns at once than may be, none of the same items for the same shoppers. */
    boolean leaveRoom(Live live, TimeWindow hours);

    /** Units of the sale's items that other running sales are expected to sell and do not have. */
    Map<Sku, Double> shortOf(Live live, Instant now);
}
