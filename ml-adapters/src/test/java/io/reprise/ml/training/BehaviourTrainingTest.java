package io.reprise.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.SequenceExplanations.ExplainedSequence;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.ml.registry.ShelfSequenceExplanations;
import io.reprise.ml.sequence.BehaviourVocabulary;
import io.reprise.ml.sequence.SequenceArtifact;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The behaviour model on a little of the bundled data, through the command and the shelf. */
class BehaviourTrainingTest {

    /** TensorFlow's libraries are unpacked once for all test runs. */
    private static final Path HOME = Path.of("target", "trained").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        assertThat(train("examples=400")).isZero();
    }

    private static int train(String setting, String... more) {
        CommandLine command = new CommandLine(new TrainCommand());
        String[] all = new String[7 + more.length];
        System.arraycopy(
                new String[] {"behaviour", "--home", HOME.toString(), "--epochs", "1", "--set", setting}, 0, all, 0, 7);
        System.arraycopy(more, 0, all, 7, more.length);
        return command.execute(all);
    }

    private static Shelved shelved(ModelShelf shelf, String model) {
        return shelf.all().stream()
                .filter(s -> s.card().model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void modelAndBaselineAnswerTheSameQuestionInTheSameLayout() {
        try (ModelShelf shelf = new ModelShelf(HOME)) {
            Shelved model = shelved(shelf, "behaviour");
            Shelved baseline = shelved(shelf, "behaviour-baseline");
            BehaviourVocabulary vocabulary = shelf.beside(model, "vocabulary.json", BehaviourVocabulary.class);
            float[] row = new float[50 * 4];
            row[49] = 1;
            row[99] = 5;
            row[149] = 3;
            row[199] = 12;
            Tensor question = new Tensor(1, row.length, row);
            Tensor answer = shelf.run(model.card().artifactSha256(), question);
            Tensor counted = shelf.run(baseline.card().artifactSha256(), question);
            int columns = 1 + 24 + vocabulary.items().size();
            assertThat(answer.columns()).isEqualTo(columns);
            assertThat(counted.columns()).isEqualTo(columns);
            assertThat(answer.at(0, 0)).isBetween(0f, 1f);
            assertThat(counted.at(0, 0)).isBetween(0f, 1f);
        }
    }

    @Test
    void theCardSaysHowGoodItIsBesideItsBaseline() {
        try (ModelShelf shelf = new ModelShelf(HOME)) {
            Card card = shelved(shelf, "behaviour").card();
            assertThat(card.schema()).isEqualTo(SequenceArtifact.SCHEMA);
            assertThat(card.metric()).isEqualTo("purchase-log-loss");
            assertThat(card.metrics())
                    .containsKeys("purchase-auc", "purchase-calibration-error", "hour-log-loss", "next-ndcg-10");
            assertThat(card.baselineError()).isPositive();
            assertThat(card.trainSpan()).isLessThan(card.testSpan().replace("from", "until"));
        }
    }

    @Test
    void whatItLookedAtLiesBesideItAndAddsUp() {
        try (ModelShelf shelf = new ModelShelf(HOME)) {
            String sha = shelved(shelf, "behaviour").card().artifactSha256();
            ShelfSequenceExplanations explanations = new ShelfSequenceExplanations(shelf);
            List<ExplainedSequence> explained = explanations.of(new ModelReleaseId("behaviour", sha));
            assertThat(explained).isNotEmpty();
            for (ExplainedSequence one : explained) {
                assertThat(one.gap()).isLessThan(0.05 * Math.max(1, Math.abs(one.score() - one.scoreOfNothing())));
                for (int layer = 0; layer < 2; layer++) {
                    int of = layer;
                    assertThat(one.actions().stream()
                                    .mapToDouble(action -> action.attention().get(of))
                                    .sum())
                            .isCloseTo(1, within(1e-3));
                }
                assertThat(one.actions())
                        .allSatisfy(action -> assertThat(action.hour()).isBetween(0, 23));
            }
            assertThat(explanations.of(new ModelReleaseId("demand", sha))).isEmpty();
        }
    }

    @Test
    void aSettingThatDoesNotExistIsNamed() {
        assertThat(train("size=huge")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(train("examples=none")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void dataWithoutAKnownShopperIsRefused() throws IOException {
        Path file = folder.resolve("sales.csv");
        Files.writeString(file, """
                InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
                536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,,United Kingdom
                """);
        assertThat(train("size=laptop", "--data", file.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
