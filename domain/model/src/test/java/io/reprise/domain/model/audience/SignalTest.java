package io.reprise.domain.model.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.audience.Signal.Action;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SignalTest {

    private static final Instant AT = Instant.parse("2026-11-11T20:00:00Z");
    private static final Pseudonym ADA = new Pseudonym("ada");
    private static final Sku MUG = new Sku("mug");

    private static Signal order(String id, int units, long priceCents) {
        return new Signal(id, AT, ADA, Action.ORDER, MUG, units, priceCents);
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable made) {
        return assertThatThrownBy(made).isInstanceOf(InvalidValue.class);
    }

    @Test
    void the_last_values_that_are_taken() {
        assertThat(order("x".repeat(64), Signal.UNITS_MAX, Price.CENTS_MAX).units())
                .isEqualTo(10_000);
        assertThat(order("1", 1, 0).priceCents()).isZero();
        assertThat(new Signal("1", AT, ADA, Action.VIEW, MUG, 0, 0).units()).isZero();
    }

    @Test
    void the_first_values_that_are_not_taken_name_their_field() {
        refused(() -> order("x".repeat(65), 1, 1)).hasMessage("id: must be 1 to 64 characters");
        refused(() -> order(" ", 1, 1)).hasMessageStartingWith("id: ");
        refused(() -> order(null, 1, 1)).hasMessageStartingWith("id: ");
        refused(() -> order("1", -1, 1)).hasMessage("units: must be 0 to 10000, but was -1");
        refused(() -> order("1", 10_001, 1)).hasMessage("units: must be 0 to 10000, but was 10001");
        refused(() -> order("1", 0, 1)).hasMessage("units: must be at least 1 for an ORDER, but was 0");
        refused(() -> order("1", 1, -1)).hasMessage("priceCents: must be 0 to " + Price.CENTS_MAX + ", but was -1");
        refused(() -> order("1", 1, Price.CENTS_MAX + 1)).hasMessageStartingWith("priceCents: must be 0 to");
    }

    @Test
    void what_is_missing_is_named() {
        refused(() -> new Signal("1", null, ADA, Action.VIEW, MUG, 0, 0)).hasMessageStartingWith("at: ");
        refused(() -> new Signal("1", AT, null, Action.VIEW, MUG, 0, 0)).hasMessageStartingWith("shopper: ");
        refused(() -> new Signal("1", AT, ADA, null, MUG, 0, 0)).hasMessageStartingWith("action: ");
        refused(() -> new Signal("1", AT, ADA, Action.VIEW, null, 0, 0)).hasMessageStartingWith("sku: ");
        refused(() -> new Pseudonym(null)).hasMessage("shopper: must not be empty");
        refused(() -> new Pseudonym(" ")).hasMessageStartingWith("shopper: ");
    }

    @Test
    void somebody_else_may_have_done_the_same() {
        Pseudonym bo = new Pseudonym("bo");
        assertThat(order("1", 2, 300).of(bo)).isEqualTo(new Signal("1", AT, bo, Action.ORDER, MUG, 2, 300));
    }

    @Test
    void what_was_spent_before_has_limits() {
        assertThat(new PriorSpend(ADA, 0).cents()).isZero();
        assertThat(new PriorSpend(ADA, PriorSpend.CENTS_MAX).cents()).isEqualTo(100_000_000_000L);
        refused(() -> new PriorSpend(null, 1)).hasMessageStartingWith("shopper: ");
        refused(() -> new PriorSpend(ADA, -1)).hasMessage("priorSpendCents: must be 0 to 100000000000, but was -1");
        refused(() -> new PriorSpend(ADA, PriorSpend.CENTS_MAX + 1)).hasMessageStartingWith("priorSpendCents: ");
    }
}
