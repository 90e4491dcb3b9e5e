package io.reprise.ml.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.ServingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServedArtifactTest {

    private static final ArtifactId ID = new ArtifactId("demand", "0".repeat(64));
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    private ServedArtifact served;

    private static ServingLimits limits(int requests, int rows) {
        return new ServingLimits(64, Duration.ofMillis(1), requests, rows, 1, 4, LONG, Duration.ofSeconds(5));
    }

    private ServedArtifact serve(PlainModel model, ServingLimits limits) {
        served = new ServedArtifact(ID, model, limits, Breakers.of(Duration.ofMillis(50)));
        return served;
    }

    @AfterEach
    void end() {
        gate.countDown();
        served.drain();
        clients.shutdownNow();
    }

    private static Tensor row(float... values) {
        return new Tensor(1, values.length, values);
    }

    private RowAnswer ask(Tensor input, Duration patience) {
        return served.answer(input, OptionalInt.of(input.columns()), Deadline.in(patience));
    }

    private CompletableFuture<RowAnswer> askAside(Tensor input, Duration patience) {
        return CompletableFuture.supplyAsync(() -> ask(input, patience), clients);
    }

    private void untilWaiting(int requests) {
        while (served.status().waitingRequests() < requests) {
            Thread.onSpinWait();
        }
    }

    /** A model that stands still at its first batch until the gate opens. */
    private PlainModel held(CountDownLatch entered) {
        return new PlainModel(rows -> {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return rows;
        });
    }

    @Test
    void aFullQueueRefusesAtOnceAndSaysItsLimit() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        serve(held(entered), limits(2, 1_000));
        List<CompletableFuture<RowAnswer>> answers = new ArrayList<>(List.of(askAside(row(1), LONG)));
        entered.await();
        answers.add(askAside(row(2), LONG));
        answers.add(askAside(row(3), LONG));
        untilWaiting(2);
        assertThatThrownBy(() -> ask(row(4), LONG))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("2 requests with 2 rows wait")
                .hasMessageContaining("limit of 2 requests or 1000 rows");
        assertThat(served.status().refused()).isEqualTo(1);
        gate.countDown();
        for (CompletableFuture<RowAnswer> answer : answers) {
            answer.get();
        }
    }

    @Test
    void aRequestLargerThanTheQueueIsRefused() {
        serve(PlainModel.times(1), limits(2, 100));
        assertThatThrownBy(() -> ask(new Tensor(101, 1, new float[101]), LONG))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("101 more rows");
    }

    @Test
    void aRequestWhoseTimePassedWhileItWaitedIsNotRun() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        PlainModel model = held(entered);
        serve(model, limits(10, 1_000));
        CompletableFuture<RowAnswer> first = askAside(row(1), LONG);
        entered.await();
        assertThatThrownBy(() -> ask(new Tensor(7, 1, new float[7]), SHORT))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("within 30 ms");
        assertThat(served.status().waitingRequests()).isZero();
        assertThat(served.status().waitingRows()).isZero();
        gate.countDown();
        first.get();
        served.drain();
        assertThat(model.batches).containsExactly(1);
    }

    @Test
    void requestsThatWaitTogetherTravelTogetherAndEachGetsItsOwnRows() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        PlainModel model = held(entered);
        serve(model, limits(100, 1_000));
        CompletableFuture<RowAnswer> first = askAside(row(-1), LONG);
        entered.await();
        List<CompletableFuture<RowAnswer>> answers =
                IntStream.range(0, 50).mapToObj(i -> askAside(row(i), LONG)).toList();
        untilWaiting(50);
        gate.countDown();
        first.get();
        for (int i = 0; i < 50; i++) {
            assertThat(answers.get(i).get().values()).isEqualTo(row(i));
        }
        assertThat(model.batches).containsExactly(1, 50);
    }

    @Test
    void aLargeRequestIsCutAndPutTogetherAgainInOrder() {
        PlainModel model = PlainModel.times(2);
        serve(model, limits(10, 10_000));
        float[] values = new float[2 * 1_000];
        float[] doubled = new float[2 * 1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
            doubled[i] = 2 * i;
        }
        assertThat(ask(new Tensor(1_000, 2, values), LONG).values()).isEqualTo(new Tensor(1_000, 2, doubled));
        assertThat(model.batches).hasSize(16).allMatch(rows -> rows <= 64);
    }

    @Test
    void oneRequestsBadRowsDoNotFailThoseTheyTravelWith() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        serve(
                new PlainModel(rows -> {
                    held(entered).run(rows);
                    for (float value : rows.values()) {
                        if (value == 13) {
                            throw new IllegalArgumentException("13 brings bad luck");
                        }
                    }
                    return rows;
                }),
                limits(10, 1_000));
        CompletableFuture<RowAnswer> first = askAside(row(1), LONG);
        entered.await();
        CompletableFuture<RowAnswer> good = askAside(row(12), LONG);
        CompletableFuture<RowAnswer> bad = askAside(row(13), LONG);
        untilWaiting(2);
        gate.countDown();
        first.get();
        assertThat(good.get().values()).isEqualTo(row(12));
        assertThatThrownBy(bad::get).hasRootCauseMessage("13 brings bad luck");
    }

    @Test
    void aModelThatAnswersNoNumberIsUnavailable() {
        serve(new PlainModel(rows -> new Tensor(rows.rows(), 1, new float[] {Float.NaN})), limits(10, 1_000));
        assertThatThrownBy(() -> ask(row(1), LONG))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("finite");
    }

    @Test
    void aModelThatAnswersAnotherShapeIsUnavailable() {
        AtomicBoolean wrongRows = new AtomicBoolean();
        serve(
                new PlainModel(
                        rows -> wrongRows.get() ? new Tensor(2, 1, new float[2]) : new Tensor(1, 2, new float[2])),
                limits(10, 1_000));
        assertThatThrownBy(() -> ask(row(1), LONG))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("[1, 2] instead of [1, 1]");
        wrongRows.set(true);
        assertThatThrownBy(() -> ask(row(1), LONG))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("2 rows to 1");
    }

    @Test
    void aModelThatFailsIsNoLongerAskedUntilItIsTriedAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        serve(
                new PlainModel(rows -> {
                    asked.incrementAndGet();
                    if (broken.get()) {
                        throw new IllegalStateException("broken");
                    }
                    return rows;
                }),
                limits(10, 1_000));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> ask(row(1), LONG))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining("broken");
        }
        assertThatThrownBy(() -> ask(row(1), LONG))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("circuit breaker is OPEN");
        assertThat(asked).hasValue(5);
        assertThat(served.status().breaker()).isEqualTo("OPEN");
        assertThat(served.status().failed()).isEqualTo(5);

        broken.set(false);
        untilAnswered();
        untilAnswered();
        assertThat(served.status().breaker()).isEqualTo("CLOSED");
    }

    private void untilAnswered() {
        while (true) {
            try {
                assertThat(ask(row(7), LONG).values()).isEqualTo(row(7));
                return;
            } catch (ModelUnavailable e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aModelThatHangsIsLateAndThenNoLongerAsked() {
        serve(held(new CountDownLatch(1)), limits(10, 1_000));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> ask(row(1), SHORT))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining("did not answer within 30 ms");
        }
        long start = System.nanoTime();
        assertThatThrownBy(() -> ask(row(1), LONG)).hasMessageContaining("circuit breaker");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void drainingFinishesWhatWaitsThenClosesAndTakesNoMore() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        PlainModel model = held(entered);
        serve(model, limits(10, 1_000));
        List<CompletableFuture<RowAnswer>> answers = new ArrayList<>(List.of(askAside(row(1), LONG)));
        entered.await();
        answers.add(askAside(row(2), LONG));
        untilWaiting(1);
        CompletableFuture<Void> drained = CompletableFuture.runAsync(served::drain, clients);
        while (!served.status().isDraining()) {
            Thread.onSpinWait();
        }
        assertThat(model.isClosed).isFalse();
        gate.countDown();
        drained.get();
        for (CompletableFuture<RowAnswer> answer : answers) {
            assertThat(answer.get().values().rows()).isEqualTo(1);
        }
        assertThat(model.isClosed).isTrue();
        assertThatThrownBy(() -> ask(row(3), LONG)).isInstanceOf(Retired.class);
    }

    @Test
    void theStatusCountsWhatHappened() {
        serve(PlainModel.times(1), limits(10, 1_000));
        for (int i = 0; i < 10; i++) {
            ask(new Tensor(4, 1, new float[4]), LONG);
        }
        ServingStatus status = served.status();
        assertThat(status.requests()).isEqualTo(10);
        assertThat(status.rowsPerBatch()).isEqualTo(4);
        assertThat(status.p50Micros()).isPositive().isLessThanOrEqualTo(status.p99Micros());
        assertThat(status.breaker()).isEqualTo("CLOSED");
    }
}
