package io.reprise.ml.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.ml.baseline.BaselineArtifact.SeasonalNaiveDemand;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.training.TrainedShelf.Facts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which baseline belongs to which model, and what training again does to one that is there. */
class TrainedShelfTest {

    private static final SortedMap<String, Double> MEASURES = new TreeMap<>(Map.of("loss", 2.0));

    @TempDir
    private Path home;

    private static Facts facts(String trainSpan, long seed) {
        return new Facts("demand", "demand/1", "bundled", trainSpan, "the rest", seed, "loss", "");
    }

    private String put(Facts facts, double elasticity, Map<String, Object> beside) throws IOException {
        return new TrainedShelf(home, new PrintStream(PrintStream.nullOutputStream()), "otto")
                .putBaseline(facts, new SeasonalNaiveDemand(elasticity, 0.5, 1.5), beside, MEASURES);
    }

    private Card card(String sha) {
        return new ModelShelf(home).find(sha).orElseThrow().card();
    }

    /** A model's card; for which baseline is its, the model itself need not be there. */
    private static Card model(Facts facts, String version, String baselineSha256) throws IOException {
        Card plain = new Card(
                "demand",
                version,
                facts.schema(),
                "a".repeat(64),
                "",
                "",
                "",
                "",
                facts.seed(),
                "otto",
                "loss",
                1,
                2,
                MEASURES,
                "");
        ObjectMapper json = new ObjectMapper();
        ObjectNode card = json.valueToTree(plain);
        return json.treeToValue(card.put("baselineSha256", baselineSha256), Card.class);
    }

    @Test
    void the_same_baseline_made_again_keeps_its_name_and_another_is_another() throws IOException {
        Map<String, Object> features = Map.of("features.json", Map.of("level", 3.5));
        String first = put(facts("from 2010-12-01 until 2011-09-30", 1), 1.2, features);

        assertThat(put(facts("from 2010-12-01 until 2011-09-30", 2), 1.2, features))
                .isEqualTo(first);
        assertThat(card(first).version()).isEqualTo("2011-09-30-seed-1");

        put(facts("from 2010-12-01 until 2011-09-30", 3), 1.2, Map.of("features.json", Map.of("level", 4)));
        assertThat(card(first).version())
                .as("with other features it is not the same")
                .isEqualTo("2011-09-30-seed-3");
        assertThat(put(facts("from 2010-12-01 until 2011-09-30", 2), 1.3, features))
                .isNotEqualTo(first);
    }

    @Test
    void a_version_has_the_last_day_only_where_the_span_ends_with_one() throws IOException {
        String sha = put(facts("until 11 weeks before the end of the data", 1), 1, Map.of());

        assertThat(card(sha).version()).isEqualTo("seed-1");
    }

    @Test
    void a_models_baseline_is_the_one_it_was_measured_against_whichever_is_newer() throws IOException {
        Facts seedOne = facts("until 2011-09-30", 1);
        String measuredAgainst = put(seedOne, 1, Map.of());
        String newer = put(facts("until 2011-12-09", 2), 2, Map.of());
        try (ModelShelf shelf = new ModelShelf(home)) {
            assertThat(shelf.baseline("demand").orElseThrow().card().artifactSha256())
                    .isEqualTo(newer);
            assertThat(shelf.baselineOf(model(seedOne, "2011-09-30-seed-1", measuredAgainst)))
                    .hasValueSatisfying(
                            s -> assertThat(s.card().artifactSha256()).isEqualTo(measuredAgainst));
            assertThat(shelf.baselineOf(model(seedOne, "2011-12-09-seed-2", "")))
                    .as("on cards of before, by the version")
                    .hasValueSatisfying(
                            s -> assertThat(s.card().artifactSha256()).isEqualTo(newer));
            assertThat(shelf.baselineOf(model(seedOne, "2011-09-30-seed-1", "b".repeat(64))))
                    .isEmpty();
        }
    }
}
