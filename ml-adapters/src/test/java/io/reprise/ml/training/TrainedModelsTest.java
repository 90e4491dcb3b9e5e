package io.reprise.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.decision.Attribution;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster.DemandQuestion;
import io.reprise.domain.model.port.DemandForecaster.Offered;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.PurchasePredictor.PurchaseQuestion;
import io.reprise.domain.model.registry.ColumnSpread;
import io.reprise.domain.model.registry.ColumnSpread.Extent;
import io.reprise.domain.model.registry.ColumnSpread.Shift;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.ml.explain.ShelfAttributions;
import io.reprise.ml.features.DemandFeatures;
import io.reprise.ml.graph.SavedModelWriter;
import io.reprise.ml.remote.OpenInference;
import io.reprise.ml.serving.Breakers;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.ServingLimits;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import io.reprise.ml.tensorflow.TensorFlowDemandForecaster;
import io.reprise.ml.tensorflow.TensorFlowPurchasePredictor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Real models, trained here for two epochs and served through DJL. */
class TrainedModelsTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    /** TensorFlow's libraries are unpacked once for all test runs. */
    private static final Path HOME = Path.of("target", "trained").toAbsolutePath();

    private static ModelShelf shelf;

    @BeforeAll
    static void train() {
        assertThat(train(1)).isZero();
        shelf = new ModelShelf(HOME);
    }

    private static int train(long seed) {
        return new CommandLine(new TrainCommand())
                .execute("all", "--home", HOME.toString(), "--epochs", "2", "--seed", Long.toString(seed));
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    private static Optional<Shelved> champion(String model) {
        return shelf.all().stream()
                .filter(s -> s.card().model().equals(model) && s.card().seed() == 1)
                .findFirst();
    }

    private static TensorFlowDemandForecaster demand(Duration patience) {
        return new TensorFlowDemandForecaster(shelf, () -> champion("demand"), patience);
    }

    private static ModelAnswer forecast(int discountBps) {
        return demand(Duration.ofSeconds(30))
                .forecast(new DemandQuestion(
                        List.of(
                                new Offered(new Sku("85123A"), 295, discountBps),
                                new Offered(new Sku("NEW-1"), 500, discountBps)),
                        FROM,
                        24,
                        LONDON));
    }

    @Test
    void bothModelsBeatTheirBaselinesOnHeldOutData() {
        assertThat(shelf.all())
                .extracting(s -> s.card().model())
                .contains("demand", "demand-baseline", "purchase", "purchase-baseline");
        for (String model : List.of("demand", "purchase")) {
            Card card = champion(model).orElseThrow().card();
            assertThat(card.error()).as(model).isLessThan(card.baselineError());
            assertThat(card.groups()).as(model).hasSizeGreaterThan(1);
            assertThat(card.trained().inputs())
                    .as(model)
                    .extracting(ColumnSpread::column)
                    .contains("hour-share", "weekend");
        }
    }

    @Test
    void theSameSeedTrainsTheSameArtifactToTheBit() {
        List<String> before =
                shelf.all().stream().map(s -> s.card().artifactSha256()).toList();
        assertThat(train(1)).isZero();
        assertThat(shelf.all().stream().map(s -> s.card().artifactSha256()).toList())
                .isEqualTo(before);
    }

    @Test
    void quantilesDoNotCrossAndUnknownItemsAreAnsweredToo() {
        Tensor output = forecast(1_000).output();
        assertThat(output.rows()).isEqualTo(48);
        for (int row = 0; row < output.rows(); row++) {
            assertThat(output.at(row, 0)).isBetween(0f, output.at(row, 1));
            assertThat(output.at(row, 1)).isPositive().isLessThanOrEqualTo(output.at(row, 2));
        }
    }

    @Test
    void whatIsAskedIsComparedWithTheColumnsThatWereTrained() {
        ModelAnswer answer = forecast(1_000);
        Tensor asked = answer.input();
        Card card = champion("demand").orElseThrow().card();

        Map<String, Shift> shifts = card.trained().inputs().stream()
                .map(column -> column.shift(IntStream.range(0, asked.rows())
                        .mapToDouble(row -> asked.at(row, column.index()))
                        .toArray()))
                .collect(Collectors.toMap(Shift::column, Function.identity()));

        assertThat(shifts).containsOnlyKeys(DemandFeatures.NAMES);
        assertThat(shifts.get("hour-share").extent())
                .as("the shop was never open at night")
                .isEqualTo(Extent.MUCH);
        assertThat(shifts.get("discount").extent())
                .as("one discount for all rows")
                .isEqualTo(Extent.MUCH);
        assertThat(card.trained().answers()).singleElement().satisfies(answers -> assertThat(answers.column())
                .isEqualTo("expected-units"));
    }

    @Test
    void aDeeperDiscountNeverLowersDemand() {
        Tensor before = forecast(0).output();
        for (int discount = 500; discount <= 6_000; discount += 500) {
            Tensor deeper = forecast(discount).output();
            for (int row = 0; row < deeper.rows(); row++) {
                assertThat(deeper.at(row, 1)).isGreaterThanOrEqualTo(before.at(row, 1));
            }
            before = deeper;
        }
    }

    @Test
    void aRowGetsTheSameBitsWhateverItTravelsWith() {
        ModelAnswer whole = forecast(1_500);
        int columns = whole.input().columns();
        for (int row : new int[] {0, 7, 47}) {
            Tensor alone = new Tensor(
                    1, columns, Arrays.copyOfRange(whole.input().values(), row * columns, (row + 1) * columns));
            Tensor answer = shelf.run(whole.call().artifactSha256(), alone);
            assertThat(answer.values())
                    .isEqualTo(Arrays.copyOfRange(whole.output().values(), row * 3, row * 3 + 3));
        }
        assertThat(shelf.run(whole.call().artifactSha256(), whole.input())).isEqualTo(whole.output());
    }

    @Test
    void purchaseProbabilitiesAreProbabilitiesAndFollowTheDay() {
        ModelAnswer answer = new TensorFlowPurchasePredictor(shelf, () -> champion("purchase"), Duration.ofSeconds(30))
                .predict(new PurchaseQuestion(FROM, 24, LONDON));
        assertThat(answer.output().rows()).isEqualTo(24);
        IntStream.range(0, 24)
                .forEach(hour -> assertThat(answer.output().at(hour, 0)).isBetween(0f, 1f));
        assertThat(answer.output().at(12, 0)).isGreaterThan(answer.output().at(3, 0));
        assertThat(answer.call().outputSha256()).isEqualTo(answer.output().sha256());
    }

    @Test
    void theBaselineAnswersTheSameQuestionAndIsReplayable() {
        ModelAnswer answer = new TensorFlowDemandForecaster(
                        shelf, () -> shelf.baseline("demand"), Duration.ofSeconds(5))
                .forecast(new DemandQuestion(List.of(new Offered(new Sku("85123A"), 295, 0)), FROM, 24, LONDON));
        assertThat(answer.output().rows()).isEqualTo(24);
        assertThat(shelf.run(answer.call().artifactSha256(), answer.input())).isEqualTo(answer.output());
    }

    @Test
    void whatMovedAnAnswerAddsUpForTheNetworkAndForItsBaseline() {
        DemandQuestion question = new DemandQuestion(
                List.of(
                        new Offered(new Sku("85123A"), 295, 0),
                        new Offered(new Sku("85123A"), 295, 3_000),
                        new Offered(new Sku("22423"), 1_275, 1_000)),
                FROM,
                24,
                LONDON);
        ShelfAttributions attributions = new ShelfAttributions(shelf);
        for (Optional<Shelved> answering : List.of(champion("demand"), shelf.baseline("demand"))) {
            ModelAnswer answer =
                    new TensorFlowDemandForecaster(shelf, () -> answering, Duration.ofSeconds(30)).forecast(question);
            Attribution attribution = attributions.of(answer.call(), answer.input());
            assertThat(attribution.features())
                    .extracting(Attribution.Feature::name)
                    .containsExactlyInAnyOrderElementsOf(DemandFeatures.NAMES);
            assertThat(Math.abs(attribution.gap()))
                    .isLessThan(0.02 * Math.abs(attribution.answer() - attribution.reference()));
            assertThat(attribution.features().stream()
                            .filter(f -> f.name().equals("discount"))
                            .findFirst()
                            .orElseThrow()
                            .magnitude())
                    .isPositive();
            assertThat(attributions.of(answer.call(), answer.input())).isEqualTo(attribution);
        }
    }

    @Test
    void anArtifactWithoutGradientsSaysSo(@TempDir Path folder) throws IOException {
        String sha = SavedModelWriter.write(
                List.of(), DemandFeatures.COLUMNS, Map.of(SavedModelWriter.SERVE, (tf, x, w) -> x), folder);
        Path shelved = Files.createDirectories(folder.resolve("models/demand/" + sha));
        Files.move(folder.resolve("saved_model.pb"), shelved.resolve("saved_model.pb"));
        Card card = champion("demand").orElseThrow().card();
        new ObjectMapper()
                .writeValue(
                        shelved.resolve(Card.FILE).toFile(),
                        new Card(
                                "demand",
                                "old",
                                DemandFeatures.SCHEMA,
                                sha,
                                card.engine(),
                                "",
                                "",
                                "",
                                1,
                                "",
                                card.metric(),
                                1,
                                2,
                                card.metrics(),
                                ""));
        try (ModelShelf old = new ModelShelf(HOME, folder.resolve("models"))) {
            ModelCall call = new ModelCall("demand", "old", sha, DemandFeatures.SCHEMA, "cpu", "", "", "", "");
            assertThatThrownBy(() -> new ShelfAttributions(old)
                            .of(call, new Tensor(1, DemandFeatures.COLUMNS, new float[DemandFeatures.COLUMNS])))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining("earlier version");
        }
    }

    @Test
    void withoutAChampionTheModelIsUnavailable() {
        assertThatThrownBy(() -> new TensorFlowDemandForecaster(shelf, Optional::empty, Duration.ofSeconds(5))
                        .forecast(new DemandQuestion(List.of(), FROM, 1, LONDON)))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("promoted");
    }

    @Test
    void whereTheModelServerIsAwayTheChampionIsUnavailableAndTheBaselineAnswers() {
        DemandQuestion question = new DemandQuestion(List.of(new Offered(new Sku("85123A"), 295, 0)), FROM, 24, LONDON);
        Duration patience = Duration.ofSeconds(5);
        // Port 1 is nobody's.
        OpenInference away = new OpenInference(URI.create("http://127.0.0.1:1"), patience);
        try (ModelServing serving = new ModelServing(away, ServingLimits.usual(), Breakers.usual())) {
            assertThatThrownBy(() -> new TensorFlowDemandForecaster(
                                    shelf, serving, () -> champion("demand"), before -> true, patience)
                            .forecast(question))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining("cannot be asked");
            ModelAnswer answer = new TensorFlowDemandForecaster(
                            shelf, serving, () -> shelf.baseline("demand"), before -> true, patience)
                    .forecast(question);
            assertThat(answer.call().device()).isEqualTo("cpu");
            assertThat(answer.output().rows()).isEqualTo(24);
        }
    }

    @Test
    void aModelThatIsLateIsUnavailable() {
        List<Offered> many = IntStream.range(0, 400)
                .mapToObj(i -> new Offered(new Sku("S" + i), 100, 0))
                .toList();
        assertThatThrownBy(() -> demand(Duration.ofMillis(1)).forecast(new DemandQuestion(many, FROM, 300, LONDON)))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("within 1 ms");
    }

    @Test
    void aChangedArtifactIsNotRun(@TempDir Path folder) throws IOException {
        Shelved original = champion("demand").orElseThrow();
        Path copy = Files.createDirectories(
                folder.resolve("models/demand/" + original.card().artifactSha256()));
        for (String file : List.of("saved_model.pb", "card.json", "features.json")) {
            Files.copy(original.folder().resolve(file), copy.resolve(file));
        }
        byte[] bytes = Files.readAllBytes(copy.resolve("saved_model.pb"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy.resolve("saved_model.pb"), bytes);
        try (ModelShelf tampered = new ModelShelf(HOME, folder.resolve("models"))) {
            assertThatThrownBy(() -> tampered.run(original.card().artifactSha256(), new Tensor(1, 6, new float[6])))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining("was changed");
            assertThatThrownBy(() -> tampered.run("0".repeat(64), new Tensor(1, 6, new float[6])))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining("no artifact");
        }
    }

    @Test
    void anUnknownModelNameIsRefused() {
        assertThat(new CommandLine(new TrainCommand()).execute("horoscope", "--home", HOME.toString()))
                .isEqualTo(2);
    }
}
