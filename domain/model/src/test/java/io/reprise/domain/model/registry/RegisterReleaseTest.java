package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.GOOD;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.REGISTERED;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.ShadowRelease;
import io.reprise.domain.model.registry.ModelReleaseRefusal.UnknownRelease;
import io.reprise.domain.model.vocabulary.InvalidValue;
import org.junit.jupiter.api.Test;

class RegisterReleaseTest {

    private static final RegisterRelease REGISTER = new RegisterRelease(ID, "1", "demand-features/1", "otto", AT);

    @Test
    void a_trained_model_is_registered() {
        release().when(REGISTER).then(REGISTERED);
    }

    @Test
    void registering_it_again_changes_nothing_however_far_it_has_come() {
        release().given(REGISTERED).given(GOOD).when(REGISTER).thenNothing();
    }

    @Test
    void what_was_never_registered_is_unknown() {
        release().when(new ShadowRelease(ID, AT)).thenRefused(new UnknownRelease(ID));
    }

    @Test
    void a_release_is_named_by_its_artifact() {
        assertThatThrownBy(() -> new ModelReleaseId("demand", "latest")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> ModelReleaseId.parse("demand")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new ModelReleaseId("Demand", "ab".repeat(32))).isInstanceOf(InvalidValue.class);
    }
}
