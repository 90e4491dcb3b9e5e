package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.ANA;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.GOOD;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.OTTO;
import static io.reprise.domain.model.registry.Releases.PROMOTED;
import static io.reprise.domain.model.registry.Releases.REGISTERED;
import static io.reprise.domain.model.registry.Releases.RETIRED;
import static io.reprise.domain.model.registry.Releases.SHADOWED;

import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseRefusal.NotInStage;
import io.reprise.domain.model.registry.ModelReleaseRefusal.OwnRelease;
import io.reprise.domain.model.registry.ModelReleaseRefusal.RoleMissing;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromoteReleaseTest {

    @Test
    void a_person_makes_it_champion() {
        release()
                .given(REGISTERED)
                .given(GOOD)
                .given(SHADOWED)
                .when(new PromoteRelease(ID, ANA, AT))
                .then(PROMOTED);
    }

    @Test
    void not_the_person_who_trained_it() {
        release()
                .given(REGISTERED)
                .given(GOOD)
                .given(SHADOWED)
                .when(new PromoteRelease(ID, OTTO, AT))
                .thenRefused(new OwnRelease("otto"));
    }

    @Test
    void not_without_the_role() {
        release()
                .given(REGISTERED)
                .given(GOOD)
                .given(SHADOWED)
                .when(new PromoteRelease(ID, new Actor("mei", Set.of(Role.MARKETER)), AT))
                .thenRefused(new RoleMissing(Role.APPROVER));
    }

    @Test
    void not_before_it_was_in_the_shadow_and_not_once_it_is_retired() {
        release()
                .given(REGISTERED)
                .given(GOOD)
                .when(new PromoteRelease(ID, ANA, AT))
                .thenRefused(new NotInStage("promoted", "evaluated"));
        release()
                .given(REGISTERED)
                .given(RETIRED)
                .when(new PromoteRelease(ID, ANA, AT))
                .thenRefused(new NotInStage("promoted", "retired"));
    }
}
