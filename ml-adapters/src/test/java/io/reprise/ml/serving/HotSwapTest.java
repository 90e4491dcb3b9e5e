package io.reprise.ml.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.ServingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HotSwapTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ServingLimits LIMITS = limits(LONG);

    private final Map<ArtifactId, List<PlainModel>> opened = new ConcurrentHashMap<>();
    private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
    private final AtomicInteger opening = new AtomicInteger();
    private final ModelServing serving = new ModelServing(this::open, LIMITS, Breakers.of(Duration.ofMillis(50)));
    private final HotSwap swap = new HotSwap(serving);

    private static ServingLimits limits(Duration opening) {
        return new ServingLimits(64, Duration.ofNanos(50_000), 1_000, 10_000, 2, 2, opening, Duration.ofSeconds(10));
    }

    private static ArtifactId id(int number) {
        return new ArtifactId("demand", Integer.toString(number));
    }

    /** Artifact N answers N times its input. */
    private RowModel open(ArtifactId artifact) {
        opening.incrementAndGet();
        try {
            gate.get().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (artifact.sha256().equals("broken")) {
            throw new ModelUnavailable("it is broken");
        }
        PlainModel model = PlainModel.times(Float.parseFloat(artifact.sha256()));
        opened.computeIfAbsent(artifact, key -> new ArrayList<>()).add(model);
        return model;
    }

    @AfterEach
    void close() {
        gate.get().countDown();
        serving.close();
        opened.values().forEach(models -> assertThat(models).allMatch(model -> model.isClosed.get()));
    }

    private float ask(ArtifactId wanted, float value) {
        HotSwap.Answered answered =
                swap.answer(() -> wanted, artifact -> new Tensor(1, 1, new float[] {value}), 1, LONG);
        float factor = Float.parseFloat(answered.artifact().sha256());
        assertThat(answered.answer().values().at(0, 0)).isEqualTo(factor * value);
        return factor;
    }

    @Test
    void oneThatWasTakenBackAnswersNothingMoreWhileTheOneBeforeItIsOpened() throws Exception {
        assertThat(ask(id(2), 5)).isEqualTo(2);
        gate.set(new CountDownLatch(1));
        CompletableFuture<HotSwap.Answered> answer = CompletableFuture.supplyAsync(() -> swap.answer(
                () -> id(1),
                before -> !before.equals(id(2)),
                artifact -> new Tensor(1, 1, new float[] {5}),
                artifact -> 1,
                LONG));
        while (opening.get() < 2) {
            Thread.onSpinWait();
        }
        assertThat(answer).isNotDone();
        gate.get().countDown();
        assertThat(answer.get().artifact()).isEqualTo(id(1));
    }

    @Test
    void theOneBeforeAnswersWhileTheNextIsOpenedAndIsThenClosed() {
        assertThat(ask(id(1), 5)).isEqualTo(1);
        gate.set(new CountDownLatch(1));
        assertThat(ask(id(2), 5)).isEqualTo(1);
        while (opening.get() < 2) {
            Thread.onSpinWait();
        }
        assertThat(ask(id(2), 6)).isEqualTo(1);
        gate.get().countDown();
        while (ask(id(2), 7) != 2) {
            Thread.onSpinWait();
        }
        while (!opened.get(id(1)).getFirst().isClosed.get()) {
            Thread.onSpinWait();
        }
        assertThat(serving.status()).extracting(ServingStatus::artifactSha256).containsExactly("2");
    }

    @Test
    @Timeout(120)
    void noRequestIsLostWhileArtifactsAreSwapped() throws Exception {
        AtomicReference<ArtifactId> chosen = new AtomicReference<>(id(1));
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger swaps = new AtomicInteger();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            float value = client + 1;
            CompletableFuture<Void> done = new CompletableFuture<>();
            clients.add(done);
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (swaps.get() < 30) {
                        ask(chosen.get(), value);
                        answered.incrementAndGet();
                    }
                    done.complete(null);
                } catch (Throwable e) {
                    done.completeExceptionally(e);
                }
            });
        }
        for (int next = 2; next < 32; next++) {
            chosen.set(id(next));
            int before = answered.get();
            while (answered.get() < before + 50
                    && clients.stream().noneMatch(CompletableFuture::isCompletedExceptionally)) {
                Thread.onSpinWait();
            }
            swaps.incrementAndGet();
        }
        for (CompletableFuture<Void> client : clients) {
            client.get();
        }
        assertThat(answered.get()).isGreaterThan(1_500);
        assertThat(opened.size()).isGreaterThan(5);
    }

    /** Whoever opened an artifact must not put it in place when it was let go, and opened once more, meanwhile. */
    @Test
    @Timeout(120)
    void clientsThatDisagreeAboutWhichArtifactIsWantedAllGetTheirAnswers() throws Exception {
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            int number = client;
            CompletableFuture<Void> done = new CompletableFuture<>();
            clients.add(done);
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int n = 0; n < 400; n++) {
                        ask(id(1 + (n / 3 + number) % 3), number + 1);
                    }
                    done.complete(null);
                } catch (Throwable e) {
                    done.completeExceptionally(e);
                }
            });
        }
        for (CompletableFuture<Void> client : clients) {
            client.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void anArtifactThatCannotBeOpenedIsUnavailableAndTheReasonIsSaid() {
        ask(id(1), 1);
        ArtifactId broken = new ArtifactId("demand", "broken");
        while (true) {
            try {
                ask(broken, 1);
            } catch (ModelUnavailable e) {
                assertThat(e).hasMessageContaining("it is broken");
                break;
            }
        }
        assertThat(ask(id(1), 3)).isEqualTo(1);
    }

    @Test
    void theFirstArtifactThatOpensTooSlowlyIsUnavailableForNow() {
        gate.set(new CountDownLatch(1));
        try (ModelServing hurried = new ModelServing(this::open, limits(Duration.ofMillis(20)), Breakers.usual())) {
            HotSwap first = new HotSwap(hurried);
            assertThatThrownBy(() -> first.answer(() -> id(1), artifact -> new Tensor(1, 1, new float[1]), 1, LONG))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining("still being opened after 20 ms");
            gate.get().countDown();
        }
        assertThat(ask(id(1), 2)).isEqualTo(1);
    }

    @Test
    void severalVersionsAnswerAtOnceAndTheLeastUsedAreClosed() {
        for (int round = 0; round < 2; round++) {
            for (int number = 1; number <= 5; number++) {
                Tensor answer = serving.run(id(number), new Tensor(1, 1, new float[] {1}), OptionalInt.of(1), LONG)
                        .values();
                assertThat(answer.at(0, 0)).isEqualTo(number);
            }
        }
        long open = opened.values().stream()
                .flatMap(List::stream)
                .filter(model -> !model.isClosed.get())
                .count();
        assertThat(open).isBetween(2L, 4L);
    }
}
