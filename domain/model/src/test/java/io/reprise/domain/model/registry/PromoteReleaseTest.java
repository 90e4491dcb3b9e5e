package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.ANA;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.CHAMPION;
import static io.reprise.domain.model.registry.Releases.ESCALATED;
import static io.reprise.domain.model.registry.Releases.FINN;
import static io.reprise.domain.model.registry.Releases.GOOD;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.IN_SHADOW;
import static io.reprise.domain.model.registry.Releases.OTTO;
import static io.reprise.domain.model.registry.Releases.PROMOTED;
import static io.reprise.domain.model.registry.Releases.REGISTERED;
import static io.reprise.domain.model.registry.Releases.RETIRED;
import static io.reprise.domain.model.registry.Releases.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.registry.ModelRelease.Champion;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
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
        release().given(WAITING).when(new PromoteRelease(ID, ANA, AT)).then(PROMOTED);
    }

    @Test
    void not_the_person_who_trained_it() {
        release().given(WAITING).when(new PromoteRelease(ID, OTTO, AT)).thenRefused(new OwnRelease("otto"));
    }

    @Test
    void not_without_the_role() {
        release()
                .given(WAITING)
                .when(new PromoteRelease(ID, new Actor("mei", Set.of(Role.MARKETER)), AT))
                .thenRefused(new RoleMissing(Role.APPROVER));
    }

    @Test
    void finance_may_once_nobody_answered_in_time() {
        release().given(WAITING).when(new PromoteRelease(ID, FINN, AT)).thenRefused(new RoleMissing(Role.APPROVER));
        release()
                .given(WAITING)
                .given(ESCALATED)
                .when(new PromoteRelease(ID, FINN, AT))
                .then(new ReleasePromoted(ID, FINN, AT));
    }

    @Test
    void not_before_its_time_in_the_shadow_is_over_and_not_once_it_is_retired() {
        release()
                .given(REGISTERED)
                .given(GOOD)
                .when(new PromoteRelease(ID, ANA, AT))
                .thenRefused(new NotInStage("promoted", "evaluated"));
        release()
                .given(IN_SHADOW)
                .when(new PromoteRelease(ID, ANA, AT))
                .thenRefused(new NotInStage("promoted", "shadow"));
        release()
                .given(REGISTERED)
                .given(RETIRED)
                .when(new PromoteRelease(ID, ANA, AT))
                .thenRefused(new NotInStage("promoted", "retired"));
    }

    @Test
    void a_champion_of_a_log_from_before_approval_was_asked_for_is_still_one() {
        ModelRelease state = ModelRelease.NOT_REGISTERED;
        for (ModelReleaseEvent event : IN_SHADOW) {
            state = ModelRelease.evolve(state, event);
        }
        assertThat(ModelRelease.evolve(state, PROMOTED)).isInstanceOf(Champion.class);
        release().given(CHAMPION).when(new PromoteRelease(ID, ANA, AT)).thenNothing();
    }
}
