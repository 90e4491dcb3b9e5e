package io.reprise.ml.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.reprise.ml.graph.Artifact;
import io.reprise.ml.purchase.SessionModel.Settings;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import io.reprise.ml.training.Measures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionModelTest {

    private static final Settings SETTINGS = new Settings(12, 0.1f, 1e-5f, 0.01f, 12, 2, 7);

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        TensorFlowRuntime.start(Path.of("target", "trained"));
    }

    /** Who looks at few pages of much value buys, and so does who looks at many of little: no line tells them apart. */
    private static List<ShopperSession> sessions(int count, long seed) {
        Random random = new Random(seed);
        List<ShopperSession> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] numbers = new double[SessionFile.NUMBERS.size()];
            numbers[4] = 1 + random.nextInt(40);
            numbers[5] = numbers[4] * 20;
            numbers[8] = random.nextInt(40);
            boolean crossed = numbers[4] > 20 ^ numbers[8] > 20;
            double probability = crossed ? 0.6 : 0.1;
            sessions.add(new ShopperSession(
                    numbers,
                    List.of("1", "2", "1", random.nextBoolean() ? "3" : "4", "New_Visitor", "FALSE"),
                    1 + i * 12 / count,
                    random.nextDouble() < probability));
        }
        return sessions;
    }

    private static double auc(SessionModel model, List<ShopperSession> test) {
        return Measures.probability(model.probabilities(test), SessionEncoding.targets(test))
                .get("auc");
    }

    @Test
    void aCrossingIsLearnedThatARegressionCannotSeeAndIsCalibrated() {
        List<ShopperSession> train = sessions(2500, 1);
        List<ShopperSession> test = sessions(1500, 2);
        SessionModel network = SessionModel.learn(train, SETTINGS, null, epoch -> {});
        SessionModel logistic = SessionModel.learn(train, new Settings(0, 0, 0, 0.02f, 8, 2, 7), null, epoch -> {});
        assertThat(auc(network, test)).isGreaterThan(auc(logistic, test) + 0.1);
        assertThat(Measures.probability(network.probabilities(test), SessionEncoding.targets(test))
                        .get("calibration-error"))
                .isLessThan(0.08);
    }

    @Test
    void theArtifactAnswersWhatTheModelDoesAndTheSameSeedGivesTheSameBits() throws IOException {
        List<ShopperSession> train = sessions(600, 1);
        Settings short1 = SETTINGS.withEpochs(2);
        SessionModel model = SessionModel.learn(train, short1, null, epoch -> {});
        String sha = model.export(folder.resolve("one"));
        assertThat(SessionModel.learn(train, short1, null, epoch -> {}).export(folder.resolve("two")))
                .isEqualTo(sha);
        List<ShopperSession> some = train.subList(0, 5);
        float[] answer = Artifact.answer(
                folder.resolve("one"),
                model.encoding().rows(some),
                model.encoding().columns());
        double[] probabilities = model.probabilities(some);
        for (int i = 0; i < 5; i++) {
            assertThat((double) answer[i]).isCloseTo(probabilities[i], offset(1e-5));
        }
    }

    @Test
    void numbersFillTheirBinsAndUnknownNamesShareAColumn() {
        List<ShopperSession> train = sessions(600, 1);
        SessionEncoding encoding = SessionEncoding.of(train);
        ShopperSession strange =
                new ShopperSession(train.getFirst().numbers(), List.of("99", "99", "99", "99", "?", "?"), 3, false);
        float[] row = encoding.rows(List.of(strange));
        assertThat(row).hasSize(encoding.columns());
        for (float cell : row) {
            assertThat(cell).isBetween(0f, 1f);
        }
        assertThat(row[row.length - 1]).isEqualTo(1);
    }

    @Test
    void whatIsWrongWithAFileIsSaid() throws IOException {
        Path lacking = Files.writeString(folder.resolve("a.csv"), "Month,Revenue\n");
        assertThatThrownBy(() -> SessionFile.read(lacking)).hasMessageContaining("lacks the columns");
        assertThatThrownBy(() -> SessionFile.read(folder.resolve("none.csv"))).hasMessageContaining("no file");
    }
}
