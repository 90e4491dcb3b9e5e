package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtentChangeTest {

    private static final Instant EIGHT = Instant.parse("2026-11-11T20:00:00Z");
    private static final Instant NINE = Instant.parse("2026-11-11T21:00:00Z");
    private static final Sku LAMP = new Sku("LAMP");
    private static final Sku MUG = new Sku("MUG");
    private static final Sku POT = new Sku("POT");

    @Test
    void taken_back_it_leads_to_where_it_was() {
        ExtentChange change = new ExtentChange(
                ExtentChange.endingAt(EIGHT, NINE).end(),
                List.of(LAMP),
                List.of(MUG, POT),
                ExtentChange.ofAudience(10_000, 5_000).audience());

        assertThat(change.reversed())
                .isEqualTo(new ExtentChange(
                        ExtentChange.endingAt(NINE, EIGHT).end(),
                        List.of(MUG, POT),
                        List.of(LAMP),
                        ExtentChange.ofAudience(5_000, 10_000).audience()));
        assertThat(change.reversed().reversed()).isEqualTo(change);
        assertThat(change.itemChanges()).isEqualTo(3);
    }

    @Test
    void it_is_nothing_where_nothing_of_it_is_there() {
        assertThat(new ExtentChange(null, null, null, null).isNothing()).isTrue();
        assertThat(ExtentChange.endingAt(EIGHT, NINE).isNothing()).isFalse();
        assertThat(ExtentChange.ofItems(List.of(LAMP), List.of()).isNothing()).isFalse();
        assertThat(ExtentChange.ofItems(List.of(), List.of(LAMP)).isNothing()).isFalse();
        assertThat(ExtentChange.ofAudience(5_000, 10_000).isNothing()).isFalse();
        assertThat(new AdjustmentOutcome(
                                List.of(),
                                false,
                                0,
                                10_000,
                                Optional.empty(),
                                Optional.of(ExtentChange.NONE),
                                Optional.empty())
                        .extent())
                .isEmpty();
    }

    @Test
    void an_end_is_moved_from_one_instant_to_another() {
        for (Instant[] ends : new Instant[][] {{null, NINE}, {EIGHT, null}}) {
            assertThatThrownBy(() -> ExtentChange.endingAt(ends[0], ends[1]))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("end")
                    .hasMessageContaining("needs where it was and where it will be");
        }
    }

    @Test
    void an_audience_is_a_share_of_none_to_all() {
        assertThat(ExtentChange.ofAudience(0, 10_000).audience()).isPresent();
        assertThat(ExtentChange.ofAudience(10_000, 0).audience()).isPresent();
        for (int[] shares : new int[][] {{-1, 5_000}, {10_001, 5_000}, {5_000, -1}, {5_000, 10_001}}) {
            assertThatThrownBy(() -> ExtentChange.ofAudience(shares[0], shares[1]))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageContaining("audience")
                    .hasMessageContaining("must be shares of 0 to 10000");
        }
    }
}
