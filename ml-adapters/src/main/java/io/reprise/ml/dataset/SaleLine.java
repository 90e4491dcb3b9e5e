package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * One line of a past invoice.
 *
 * @param at shop's local time, to the minute
 * @param units at least 1
 * @param priceCents price of one unit, at least 1
 * @param shopper empty where the shop did not know who bought
 * @param country where they live, in the shop's words; empty where the shop does not say
 */
public record SaleLine(
        String invoice,
        String sku,
        String description,
        LocalDateTime at,
        int units,
        long priceCents,
        Optional<Pseudonym> shopper,
        String country) {}
