package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.GOOD;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.NO_BETTER;
import static io.reprise.domain.model.registry.Releases.PROMOTED;
import static io.reprise.domain.model.registry.Releases.REGISTERED;
import static io.reprise.domain.model.registry.Releases.SHADOWED;

import io.reprise.domain.model.registry.ModelReleaseCommand.ShadowRelease;
import io.reprise.domain.model.registry.ModelReleaseRefusal.DoesNotBeatBaseline;
import io.reprise.domain.model.registry.ModelReleaseRefusal.NotInStage;
import org.junit.jupiter.api.Test;

class ShadowReleaseTest {

    @Test
    void a_model_that_beats_its_baseline_answers_in_the_shadow() {
        release().given(REGISTERED).given(GOOD).when(new ShadowRelease(ID, AT)).then(SHADOWED);
    }

    @Test
    void one_that_is_no_better_does_not() {
        release()
                .given(REGISTERED)
                .given(NO_BETTER)
                .when(new ShadowRelease(ID, AT))
                .thenRefused(new DoesNotBeatBaseline("pinball", 1.1, 1.1));
    }

    @Test
    void not_before_it_was_evaluated_and_not_once_it_is_champion() {
        release()
                .given(REGISTERED)
                .when(new ShadowRelease(ID, AT))
                .thenRefused(new NotInStage("put in shadow", "registered"));
        release()
                .given(REGISTERED)
                .given(GOOD)
                .given(SHADOWED)
                .given(PROMOTED)
                .when(new ShadowRelease(ID, AT))
                .thenRefused(new NotInStage("put in shadow", "champion"));
    }
}
