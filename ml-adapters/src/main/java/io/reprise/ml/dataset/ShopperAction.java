package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The normal form of everything that is imported: one shopper, one item, one moment. An order line is a {@link Action#BUY}
 * with the order it belongs to.
 *
 * @param shopper empty where the source did not know who it was
 * @param category "" where the source has none
 * @param priceCents price of one unit in minor units of the import's currency; at least 1
 * @param units at least 1
 * @param order "" where the source does not say which lines belong together
 */
public record ShopperAction(
        Optional<Pseudonym> shopper,
        String item,
        String category,
        Action action,
        Instant at,
        OptionalLong priceCents,
        int units,
        String order) {

    /** What actions are sorted by first: the pseudonym, and "" for nobody known. */
    public String shopperKey() {
        return shopper.map(Pseudonym::value).orElse("");
    }
}
