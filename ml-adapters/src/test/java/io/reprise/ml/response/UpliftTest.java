package io.reprise.ml.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.reprise.ml.graph.Artifact;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpliftTest {

    private static final int PEOPLE = 4000;

    @TempDir
    private Path folder;

    /** Those who bought lately buy anyway; the campaign moves only those who like what it is about. */
    private static Responses people(double effect, long seed) {
        Random random = new Random(seed);
        List<List<String>> values = new ArrayList<>();
        List<String> arms = new ArrayList<>();
        boolean[] bought = new boolean[PEOPLE];
        for (int i = 0; i < PEOPLE; i++) {
            boolean likes = random.nextBoolean();
            double lately = random.nextDouble();
            boolean treated = random.nextBoolean();
            values.add(List.of(likes ? "yes" : "no", Double.toString(lately)));
            arms.add(treated ? "e-mail" : Responses.CONTROL);
            bought[i] = random.nextDouble() < 0.1 + 0.3 * lately + (treated && likes ? effect : 0);
        }
        return new Responses(List.of("likes", "lately"), values, arms, bought);
    }

    @Test
    void aPlantedEffectIsRankedFirst() {
        UpliftModel model = UpliftModel.learn(people(0.15, 1), 1);
        Responses test = people(0.15, 2);
        Qini.Interval effect = Qini.interval(model.effects(test), test, 100, 3);
        assertThat(effect.low()).isPositive();
        assertThat(effect.value())
                .isGreaterThan(Qini.of(model.responses(test), test).coefficient());
        assertThat(Qini.of(RobustEffect.learn(people(0.15, 1), 1).effects(test), test)
                        .coefficient())
                .isGreaterThan(effect.low());
        double[] effects = model.effects(test);
        assertThat(meanWhere(test, effects, "yes") - meanWhere(test, effects, "no"))
                .isBetween(0.08, 0.2);
    }

    private static double meanWhere(Responses people, double[] effects, String likes) {
        return IntStream.range(0, people.size())
                .filter(i -> people.values().get(i).getFirst().equals(likes))
                .mapToDouble(i -> effects[i])
                .average()
                .orElseThrow();
    }

    @Test
    void withoutAnEffectTheCoefficientIsNearZero() {
        UpliftModel model = UpliftModel.learn(people(0, 1), 1);
        Responses test = people(0, 2);
        Qini.Interval effect = Qini.interval(model.effects(test), test, 100, 3);
        assertThat(effect.low()).isNegative();
        assertThat(effect.high()).isPositive();
        assertThat(Math.abs(effect.value())).isLessThan(0.008);
    }

    @Test
    void theArtifactAnswersWhatTheModelDoes() throws IOException {
        TensorFlowRuntime.start(Path.of("target", "trained"));
        UpliftModel model = UpliftModel.learn(people(0.15, 1), 1);
        Responses some = people(0.15, 2).at(new int[] {0, 1, 2, 3});
        assertThat(model.export(folder)).hasSize(64);
        double[][] rows = model.encoding().rows(some);
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        float[] answer = Artifact.answer(folder, flat, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            assertThat((double) answer[i * 3 + UpliftModel.EFFECT]).isCloseTo(model.effects(some)[i], offset(1e-5));
            assertThat((double) answer[i * 3 + UpliftModel.WITH] - answer[i * 3 + UpliftModel.WITHOUT])
                    .isCloseTo(model.effects(some)[i], offset(1e-5));
        }
    }

    @Test
    void peopleWithoutAControlAreRefused() {
        Responses all = people(0.15, 1);
        int[] treated = IntStream.range(0, all.size()).filter(all::isTreated).toArray();
        assertThatThrownBy(() -> UpliftModel.learn(all.at(treated), 1))
                .hasMessageContaining("only the one or the other");
    }

    @Test
    void theChallengesFileIsReadWithoutWhatCameAfterTheCampaign() throws IOException {
        Path file = Files.writeString(folder.resolve("hillstrom.csv"), """
                recency,channel,segment,visit,conversion,spend
                10,Phone,Womens E-Mail,0,0,0
                6,Web,No E-Mail,1,0,0
                """);
        Responses read = ResponseFile.read(file);
        assertThat(read.columns()).containsExactly("recency", "channel");
        assertThat(read.treatments()).containsExactly("Womens E-Mail");
        assertThat(read.isTreated(1)).isFalse();
        assertThat(read.bought()).containsExactly(false, true);
    }

    @Test
    void whatIsWrongWithAFileIsSaid() throws IOException {
        Path lacking = Files.writeString(folder.resolve("a.csv"), "arm,age\n");
        assertThatThrownBy(() -> ResponseFile.read(lacking)).hasMessageContaining("needs the columns arm and outcome");
        Path wrong = Files.writeString(folder.resolve("b.csv"), "arm,outcome\ncontrol,maybe\n");
        assertThatThrownBy(() -> ResponseFile.read(wrong)).hasMessageContaining("row 1: outcome is 'maybe'");
    }
}
