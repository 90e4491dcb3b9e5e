package io.reprise.domain.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What names things is written as it is, put in order by its text, and as long as is said. */
class IdentifiersTest {

    @Test
    void identifiers_are_written_as_they_are_and_put_in_order_by_their_text() {
        assertThat(Stream.of("tea", "coffee", "tea-2")
                        .map(CampaignId::new)
                        .sorted()
                        .map(CampaignId::toString))
                .containsExactly("coffee", "tea", "tea-2");
        assertThat(Stream.of("B1", "A2", "A10").map(Sku::new).sorted().map(Sku::toString))
                .containsExactly("A10", "A2", "B1");
        assertThat(Stream.of("LEE", "LON", "BRI").map(WarehouseId::new).sorted().map(WarehouseId::toString))
                .containsExactly("BRI", "LEE", "LON");
    }

    @Test
    void the_longest_name_is_taken_and_the_next_longer_is_not() {
        assertThat(new CampaignId("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new CampaignId("a".repeat(65))).hasMessageStartingWith("campaignId: must be 1 to 64");
        assertThat(new Sku("A".repeat(40)).value()).hasSize(40);
        assertThatThrownBy(() -> new Sku("A".repeat(41))).hasMessageStartingWith("sku: must be 1 to 40");
        assertThat(new WarehouseId("L".repeat(40)).value()).hasSize(40);
        assertThatThrownBy(() -> new WarehouseId("L".repeat(41))).hasMessageStartingWith("warehouse: must be 1 to 40");
    }

    @Test
    void letters_and_digits_are_taken_from_first_to_last() {
        assertThat(new CampaignId("az09-").value()).isEqualTo("az09-");
        assertThat(new Sku("azAZ09._-").value()).isEqualTo("azAZ09._-");
        for (String first : List.of("a", "z", "A", "Z", "0", "9")) {
            assertThat(new Sku(first).value()).isEqualTo(first);
        }
        for (String beside : List.of("`", "{", "@", "[", "/", ":", "é")) {
            assertThatThrownBy(() -> new Sku(beside)).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> new Sku("A" + beside)).isInstanceOf(InvalidValue.class);
            assertThatThrownBy(() -> new CampaignId("a" + beside)).isInstanceOf(InvalidValue.class);
        }
        assertThatThrownBy(() -> new CampaignId("-tea")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void what_names_nothing_is_refused_by_the_name_of_its_field() {
        for (String nothing : new String[] {null, ""}) {
            assertThatThrownBy(() -> new CampaignId(nothing))
                    .isInstanceOfSatisfying(
                            InvalidValue.class, e -> assertThat(e.field()).isEqualTo("campaignId"));
            assertThatThrownBy(() -> new Sku(nothing))
                    .isInstanceOfSatisfying(
                            InvalidValue.class, e -> assertThat(e.field()).isEqualTo("sku"));
            assertThatThrownBy(() -> new WarehouseId(nothing))
                    .isInstanceOfSatisfying(
                            InvalidValue.class, e -> assertThat(e.field()).isEqualTo("warehouse"));
        }
    }
}
