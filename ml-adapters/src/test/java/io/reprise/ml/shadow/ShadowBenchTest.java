package io.reprise.ml.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.DemandForecaster.DemandQuestion;
import io.reprise.domain.model.port.DemandForecaster.Offered;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.ShadowComparison;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowBenchTest {

    private static final DemandQuestion QUESTION = new DemandQuestion(
            List.of(new Offered(new Sku("A"), 100, 0)), Instant.parse("2026-11-11T00:00:00Z"), 2, ZoneOffset.UTC);
    private static final ModelReleaseId SHADOW = new ModelReleaseId("demand", "ab".repeat(32));
    private static final ModelReleaseId BROKEN = new ModelReleaseId("demand", "cd".repeat(32));

    private final Map<ModelReleaseId, ShadowComparison> recorded = new ConcurrentHashMap<>();
    private final ShadowBench bench = new ShadowBench((id, more) -> recorded.merge(id, more, ShadowComparison::plus));

    @AfterEach
    void close() {
        bench.close();
    }

    private static ModelAnswer answer(float... values) {
        Tensor tensor = new Tensor(2, values.length / 2, values);
        ModelCall call = new ModelCall("demand", "1", "a".repeat(64), "s/1", "cpu", "e", "i", "o", "");
        return new ModelAnswer(tensor, tensor, call);
    }

    private DemandForecaster shadowed(DemandForecaster champion, DemandForecaster shadow) {
        return new Shadowed<DemandQuestion>(
                champion::forecast,
                () -> List.of(SHADOW, BROKEN),
                id -> id.equals(SHADOW)
                        ? shadow::forecast
                        : question -> {
                            throw new ModelUnavailable("broken");
                        },
                bench)::ask;
    }

    private void settle() {
        assertThat(bench.await(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void theAnswerIsTheChampionsAndTheDifferenceIsRecorded() {
        DemandForecaster forecaster = shadowed(q -> answer(1, 2, 3, 4), q -> answer(2, 2, 3, 1));
        assertThat(forecaster.forecast(QUESTION).output().values()).containsExactly(1, 2, 3, 4);
        forecaster.forecast(QUESTION);
        settle();
        assertThat(recorded.get(SHADOW)).isEqualTo(new ShadowComparison(2, 1, 0));
        assertThat(recorded.get(BROKEN)).isEqualTo(new ShadowComparison(0, 0, 2));
    }

    @Test
    void anAnswerOfAnotherShapeIsAFailure() {
        shadowed(q -> answer(1, 2, 3, 4), q -> answer(1, 2)).forecast(QUESTION);
        settle();
        assertThat(recorded.get(SHADOW)).isEqualTo(ShadowComparison.failed());
    }

    @Test
    void nobodyWaitsForAShadowAndWhatItCannotKeepUpWithIsLeftOut() {
        CountDownLatch late = new CountDownLatch(1);
        DemandForecaster forecaster = shadowed(q -> answer(1, 2), q -> {
            try {
                late.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer(1, 2);
        });
        for (int i = 0; i < 500; i++) {
            forecaster.forecast(QUESTION);
        }
        assertThat(bench.await(Duration.ofMillis(1))).isFalse();
        late.countDown();
        settle();
        assertThat(recorded.get(SHADOW).questions()).isBetween(200L, 202L);
    }

    @Test
    void aQuestionTheChampionCannotAnswerIsNotPutToTheShadow() {
        DemandForecaster forecaster = shadowed(
                q -> {
                    throw new ModelUnavailable("no champion");
                },
                q -> answer(1, 2));
        assertThatThrownBy(() -> forecaster.forecast(QUESTION)).isInstanceOf(ModelUnavailable.class);
        settle();
        assertThat(recorded).isEmpty();
    }
}
