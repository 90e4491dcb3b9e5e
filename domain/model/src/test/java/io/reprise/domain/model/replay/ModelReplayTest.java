package io.reprise.domain.model.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.replay.ModelReplay.Result;
import io.reprise.domain.model.sample.SampleHistory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelReplayTest {

    private final ModelCall call = SampleHistory.closedSale().events().stream()
            .filter(ForecastRecorded.class::isInstance)
            .map(event -> ((ForecastRecorded) event).forecast().call())
            .findFirst()
            .orElseThrow();
    private final Map<String, byte[]> kept = new HashMap<>();

    ModelReplayTest() {
        kept.put(call.inputSha256(), new Tensor(1, 1, new float[] {1}).toBytes());
        kept.put(call.outputSha256(), new Tensor(1, 2, new float[] {100, 200}).toBytes());
    }

    private Result answered(String device, Tensor answer) {
        EvidenceStore evidence = new EvidenceStore() {
            @Override
            public String put(byte[] content) {
                throw new UnsupportedOperationException("a replay records nothing");
            }

            @Override
            public Optional<byte[]> get(String sha256) {
                return Optional.ofNullable(kept.get(sha256));
            }
        };
        ModelRunner models = new ModelRunner() {
            @Override
            public Tensor run(String artifactSha256, Tensor input) {
                return answer;
            }

            @Override
            public String device() {
                return device;
            }
        };
        return new ModelReplay(evidence, models).replay(call);
    }

    private static Tensor answer(float first, float second) {
        return new Tensor(1, 2, new float[] {first, second});
    }

    @Test
    void the_same_answer_holds_on_every_device() {
        assertThat(answered("gpu", answer(100, 200))).isEqualTo(new Result(true, true, 0, ""));
        assertThat(answered(call.device(), answer(100, 200)).holds()).isTrue();
    }

    @Test
    void another_answer_holds_on_another_device_alone_and_only_where_it_is_close() {
        Result close = answered("gpu", answer(100, 200.01f));
        assertThat(close.holds()).isTrue();
        assertThat(close.equalToTheBit()).isFalse();
        assertThat(close.drift()).isCloseTo(0.01 / 200, within(1e-6));
        assertThat(close.remark()).contains("gpu").contains(call.device());
        assertThat(answered(call.device(), answer(100, 200.01f)).holds()).isFalse();
        assertThat(answered("gpu", answer(100.02f, 200)).holds()).isFalse();
    }

    @Test
    void an_answer_that_drifts_by_as_much_as_is_allowed_holds() {
        kept.put(call.outputSha256(), new Tensor(1, 2, new float[] {100, 10_000}).toBytes());
        assertThat(answered("gpu", answer(100, 10_001)).drift()).isEqualTo(ModelReplay.TOLERANCE);
        assertThat(answered("gpu", answer(100, 10_001)).holds()).isTrue();
        assertThat(answered("gpu", answer(100, 10_001.01f)).holds()).isFalse();
    }

    @Test
    void an_answer_of_another_shape_is_as_far_off_as_can_be() {
        Result other = answered("gpu", new Tensor(2, 1, new float[] {100, 200}));
        assertThat(other.holds()).isFalse();
        assertThat(other.drift()).isInfinite();
    }

    @Test
    void evidence_that_is_gone_is_named() {
        kept.remove(call.outputSha256());
        Result result = answered("gpu", answer(100, 200));
        assertThat(result.holds()).isFalse();
        assertThat(result.remark()).isEqualTo("evidence " + call.outputSha256() + " is missing");
    }
}
