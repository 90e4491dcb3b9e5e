package io.reprise.domain.model.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.port.NextItems.NextQuestion;
import io.reprise.domain.model.recommendation.ItemNames;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortValuesTest {

    private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");

    private static NewEvent event(long sequence, int revision) {
        return new NewEvent("id", "campaign-a", sequence, "kind", "name", revision, NOW, new byte[0], new byte[0]);
    }

    private static Snapshot snapshot(long sequence, int revision) {
        return new Snapshot("campaign-a", sequence, "hash", "kind", "name", revision, "shape", new byte[0]);
    }

    private static ModelTrainer.Order training(int epochs) {
        return new ModelTrainer.Order("demand", "bundled", 1, epochs, Map.of(), "tess");
    }

    @Test
    void an_event_is_numbered_from_0_and_its_revision_from_1() {
        assertThatCode(() -> event(0, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> event(-1, 1)).hasMessageContaining("sequence");
        assertThatThrownBy(() -> event(0, 0)).hasMessageContaining("revision");
    }

    @Test
    void so_is_a_snapshot() {
        assertThatCode(() -> snapshot(0, 1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> snapshot(-1, 1)).hasMessageContaining("sequence");
        assertThatThrownBy(() -> snapshot(0, 0)).hasMessageContaining("revision");
    }

    @Test
    void a_model_learns_for_0_to_1000_epochs() {
        assertThat(training(0).epochs()).isZero();
        assertThat(training(1_000).epochs()).isEqualTo(1_000);
        assertThatThrownBy(() -> training(-1))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("epochs: must be 0 (as many as usual) to 1000, but was -1");
        assertThatThrownBy(() -> training(1_001)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void what_an_import_is_not_told_it_finds_out() {
        Optional<String> some = Optional.of("x");
        assertThat(new DataImporter.Order("bundled", null, null, null, null, null))
                .isEqualTo(new DataImporter.Order(
                        "bundled",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        DataImporter.Order told = new DataImporter.Order("bundled", some, some, some, some, some);
        assertThat(List.of(told.layout(), told.name(), told.zone(), told.currency(), told.encoding()))
                .containsOnly(some);
    }

    @Test
    void whoever_asks_for_the_next_item_has_one_to_offer() {
        assertThatThrownBy(() ->
                        new NextQuestion(new CampaignId("sale"), List.of(), List.of(), ItemNames.of(Map.of()), NOW))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("candidates: ");
    }

    @Test
    void all_shoppers_get_their_pseudonyms_in_order() {
        Pseudonyms reversed =
                id -> new Pseudonym(new StringBuilder(id).reverse().toString());
        assertThat(reversed.all(List.of("ada", "bo"))).containsExactly(new Pseudonym("ada"), new Pseudonym("ob"));
    }
}
