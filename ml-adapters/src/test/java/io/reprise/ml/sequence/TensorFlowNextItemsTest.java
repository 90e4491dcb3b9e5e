package io.reprise.ml.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.audience.ItemAction;
import io.reprise.domain.model.audience.Signal.Action;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.NextItems;
import io.reprise.domain.model.port.NextItems.NextQuestion;
import io.reprise.domain.model.port.NextItems.NextShares;
import io.reprise.domain.model.recommendation.ItemNames;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.ml.graph.Training;
import io.reprise.ml.recommend.FallbackNextItems;
import io.reprise.ml.regression.LogisticRegression;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.serving.Breakers;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.RowAnswer;
import io.reprise.ml.serving.RowModel;
import io.reprise.ml.serving.ServingLimits;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import io.reprise.ml.tensorflow.TensorFlowNextItems;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transformer that learned that each of six items is followed by the next one of a cycle, served as it is trained. */
class TensorFlowNextItemsTest {

    private static final Path HOME = Path.of("target", "trained").toAbsolutePath();
    private static final Instant NOW = Instant.parse("2026-11-10T20:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<Sku> CYCLE = IntStream.rangeClosed(1, Planted.ITEMS)
            .mapToObj(i -> new Sku("I" + i))
            .toList();
    private static final Sku NEW = new Sku("NEW");

    /** Shares that tell who gave them. */
    private static final NextItems BASELINE = question -> new NextShares(
            question.candidates().stream()
                    .map(sku -> 1.0 / question.candidates().size())
                    .toList(),
            new ModelCall("behaviour-baseline", "1", "", "s", "cpu", "e", "", "", ""));

    @TempDir
    private static Path models;

    private static String sha;

    private final ModelShelf shelf = new ModelShelf(HOME, models);

    @BeforeAll
    static void train() throws Exception {
        TensorFlowRuntime.start(HOME);
        BehaviourVocabulary vocabulary =
                new BehaviourVocabulary(CYCLE.stream().map(Sku::value).toList(), List.of(), "UTC", 24);
        SequenceModel model = new SequenceModel(vocabulary.shape(Objective.CAUSAL), Planted.TINY);
        Random random = new Random(8);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            int[] items = Planted.walk(1 + random.nextInt(Planted.ITEMS), 1 + random.nextInt(5));
            int[] action = new int[items.length];
            int[] gap = new int[items.length];
            int[] hour = new int[items.length];
            Arrays.fill(action, 1);
            Arrays.fill(gap, 2);
            Arrays.fill(hour, 20);
            int next = Planted.after(items[items.length - 1]);
            examples.add(new Example(new History(items, action, gap, hour), next, 0, -1));
        }
        Path folder = Files.createDirectories(models.resolve("behaviour").resolve("trained"));
        try (Training training = Planted.learned(model, examples, 0, 12)) {
            sha = new SequenceArtifact(model)
                    .write(
                            training.weights(),
                            new HeadCalibration(
                                    new LogisticRegression(new double[] {0, 1}),
                                    Optional.empty(),
                                    1,
                                    new double[24],
                                    Optional.empty()),
                            folder);
        }
        ObjectMapper json = new ObjectMapper();
        json.writeValue(folder.resolve("vocabulary.json").toFile(), vocabulary);
        json.writeValue(folder.resolve("shape.json").toFile(), Map.of("shape", model.shape(), "size", model.size()));
        json.writeValue(
                folder.resolve(Card.FILE).toFile(),
                new Card(
                        "behaviour",
                        "7",
                        SequenceArtifact.SCHEMA,
                        sha,
                        "TensorFlow",
                        "planted",
                        "",
                        "",
                        3,
                        "test",
                        "none",
                        0,
                        0,
                        new TreeMap<>(),
                        ""));
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    private TensorFlowNextItems served(ModelServing serving, Supplier<Optional<Shelved>> chosen, Duration patience) {
        return new TensorFlowNextItems(shelf, serving, chosen, before -> true, patience, BASELINE);
    }

    private static NextQuestion question(List<Sku> candidates, Sku... viewed) {
        List<ItemAction> actions = new ArrayList<>();
        for (int i = 0; i < viewed.length; i++) {
            actions.add(new ItemAction(viewed[i], Action.VIEW, NOW.minusSeconds(300 * (viewed.length - i))));
        }
        return new NextQuestion(new CampaignId("sale"), actions, candidates, ItemNames.of(Map.of()), NOW);
    }

    private static NextShares awaited(NextItems next, NextQuestion question) throws InterruptedException {
        NextShares answer = next.next(question);
        for (int i = 0; i < 600 && answer.call().isFallback(); i++) {
            Thread.sleep(100);
            answer = next.next(question);
        }
        return answer;
    }

    @Test
    void theTransformerSaysWhatComesNextAndLeavesItemsItDoesNotKnowToTheBaseline() throws Exception {
        NextItems next = new FallbackNextItems(served(shelf.serving(), () -> shelf.find(sha), LONG), BASELINE);
        List<Sku> candidates = List.of(CYCLE.get(4), NEW, CYCLE.get(2), CYCLE.get(0));

        NextShares first = next.next(question(candidates, CYCLE.get(0), CYCLE.get(1)));
        NextShares answer = awaited(next, question(candidates, CYCLE.get(0), CYCLE.get(1)));

        // A shopper does not wait until a model is open.
        assertThat(first.call().fallbackReason()).contains("still being opened");
        assertThat(first.shares()).containsOnly(0.25);
        assertThat(answer.call().artifactSha256()).isEqualTo(sha);
        assertThat(answer.call().version()).isEqualTo("7");
        assertThat(answer.call().schema()).isEqualTo(SequenceArtifact.SCHEMA);
        assertThat(answer.call().fallbackReason()).isEmpty();
        assertThat(answer.shares().get(1)).isEqualTo(0.25);
        assertThat(answer.shares().get(2)).isGreaterThan(0.5);
        assertThat(answer.shares().stream().mapToDouble(d -> d).sum()).isCloseTo(1, within(1e-9));
        assertThat(next.next(question(candidates, CYCLE.get(3))).shares().get(0))
                .isGreaterThan(0.5);
    }

    @Test
    void whatItCannotAnswerTheBaselineDoesAndTheAnswerSaysWhy() throws Exception {
        NextItems next = new FallbackNextItems(served(shelf.serving(), () -> shelf.find(sha), LONG), BASELINE);
        awaited(next, question(CYCLE, CYCLE.get(0)));

        assertThat(next.next(question(CYCLE)).call().fallbackReason()).contains("none of the items this shopper");
        assertThat(next.next(question(CYCLE, NEW)).call().fallbackReason()).contains("none of the items this shopper");
        assertThat(next.next(question(List.of(NEW), CYCLE.get(0))).call().fallbackReason())
                .contains("none of the items on offer");
        NextItems none = new FallbackNextItems(served(shelf.serving(), Optional::empty, LONG), BASELINE);
        NextShares unpromoted = none.next(question(CYCLE, CYCLE.get(0)));
        assertThat(unpromoted.call().fallbackReason()).contains("no release of 'behaviour' has been promoted");
        assertThat(unpromoted.call().model()).isEqualTo("behaviour-baseline");
    }

    @Test
    void aModelThatIsLateTooOftenIsNotAskedAnyMore() throws Exception {
        RowModel slow = new RowModel() {
            @Override
            public RowAnswer run(Tensor rows) {
                try {
                    Thread.sleep(200);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new RowAnswer(new Tensor(rows.rows(), 31, new float[31 * rows.rows()]), "cpu", "planted");
            }

            @Override
            public String device() {
                return "cpu";
            }

            @Override
            public String engine() {
                return "planted";
            }

            @Override
            public void close() {}
        };
        try (ModelServing serving = new ModelServing(artifact -> slow, ServingLimits.usual(), Breakers.usual())) {
            NextItems next =
                    new FallbackNextItems(served(serving, () -> shelf.find(sha), Duration.ofMillis(20)), BASELINE);
            // How often it is asked in vain while it is being opened is the machine's affair.
            SequencedSet<String> reasons = new LinkedHashSet<>();
            Instant patience = Instant.now().plusSeconds(60);
            while (reasons.stream().noneMatch(r -> r.contains("circuit breaker"))
                    && Instant.now().isBefore(patience)) {
                reasons.add(next.next(question(CYCLE, CYCLE.get(0))).call().fallbackReason());
            }
            assertThat(reasons).anyMatch(reason -> reason.contains("20 ms"));
            assertThat(reasons.getLast()).contains("circuit breaker");
        }
    }
}
