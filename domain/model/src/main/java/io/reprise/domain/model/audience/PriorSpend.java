package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.InvalidValue;

/**
 * What a shopper spent in some time before the sale, the same for all shoppers; the last 28 days for instance.
 *
 * @param cents 0 to {@link #CENTS_MAX}
 */
public record PriorSpend(Pseudonym shopper, long cents) {

    /** One billion in a currency with cents: its square times a hundred thousand shoppers is still a finite number. */
    public static final long CENTS_MAX = 100_000_000_000L;

    public PriorSpend {
        InvalidValue.unless(shopper != null, "shopper", "must not be empty");
        InvalidValue.unless(
                cents >= 0 && cents <= CENTS_MAX,
                "priorSpendCents",
                () -> "must be 0 to " + CENTS_MAX + ", but was " + cents);
    }
}
