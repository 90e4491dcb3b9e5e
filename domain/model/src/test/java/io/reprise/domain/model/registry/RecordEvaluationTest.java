package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.GOOD;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.REGISTERED;
import static io.reprise.domain.model.registry.Releases.SHADOWED;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.registry.ModelReleaseCommand.RecordEvaluation;
import io.reprise.domain.model.registry.ModelReleaseRefusal.NotInStage;
import io.reprise.domain.model.vocabulary.InvalidValue;
import org.junit.jupiter.api.Test;

class RecordEvaluationTest {

    @Test
    void model_and_baseline_are_measured_on_the_same_data() {
        release()
                .given(REGISTERED)
                .when(new RecordEvaluation(ID, "pinball", 0.8, 1.1, AT))
                .then(GOOD);
    }

    @Test
    void a_release_is_evaluated_once() {
        release()
                .given(REGISTERED)
                .given(GOOD)
                .when(new RecordEvaluation(ID, "pinball", 0.7, 1.1, AT))
                .thenRefused(new NotInStage("evaluated", "evaluated"));
        release()
                .given(REGISTERED)
                .given(GOOD)
                .given(SHADOWED)
                .when(new RecordEvaluation(ID, "pinball", 0.8, 1.1, AT))
                .thenRefused(new NotInStage("evaluated", "shadow"));
    }

    @Test
    void an_error_is_a_number() {
        assertThatThrownBy(() -> new RecordEvaluation(ID, "pinball", Double.NaN, 1, AT))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new RecordEvaluation(ID, "pinball", 1, -1, AT)).isInstanceOf(InvalidValue.class);
    }
}
