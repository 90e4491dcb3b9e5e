package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.ANA;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.CHAMPION;
import static io.reprise.domain.model.registry.Releases.FINN;
import static io.reprise.domain.model.registry.Releases.GOOD;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.IN_SHADOW;
import static io.reprise.domain.model.registry.Releases.NO_BETTER;
import static io.reprise.domain.model.registry.Releases.REGISTERED;
import static io.reprise.domain.model.registry.Releases.WAITING;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.registry.ModelReleaseCommand.DeclineRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseDeclined;
import io.reprise.domain.model.registry.ModelReleaseRefusal.DoesNotBeatBaseline;
import io.reprise.domain.model.registry.ModelReleaseRefusal.NotInStage;
import io.reprise.domain.model.registry.ModelReleaseRefusal.RoleMissing;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import org.junit.jupiter.api.Test;

class DeclineReleaseTest {

    private static final DeclineRelease BY_ANA = new DeclineRelease(ID, ANA, "odd at night", AT);

    @Test
    void a_person_declines_what_waits_for_approval() {
        release().given(WAITING).when(BY_ANA).then(new ReleaseDeclined(ID, ANA, "", "odd at night", AT));
        release().given(IN_SHADOW).when(BY_ANA).thenRefused(new NotInStage("declined", "shadow"));
        release().given(CHAMPION).when(BY_ANA).thenRefused(new NotInStage("declined", "champion"));
    }

    @Test
    void what_was_declined_is_not_promoted() {
        release()
                .given(WAITING)
                .given(new ReleaseDeclined(ID, ANA, "", "odd at night", AT))
                .when(new PromoteRelease(ID, ANA, AT))
                .thenRefused(new NotInStage("promoted", "declined"));
    }

    @Test
    void the_engine_records_which_gate_refused_and_declines_nothing_else() {
        String why = new DoesNotBeatBaseline("pinball", 1.1, 1.1).message();
        DeclineRelease byEngine = new DeclineRelease(ID, Actor.ENGINE, "a gate refused it", AT);
        release()
                .given(REGISTERED)
                .given(NO_BETTER)
                .when(byEngine)
                .then(new ReleaseDeclined(ID, Actor.ENGINE, "DoesNotBeatBaseline", why, AT));
        release()
                .given(REGISTERED)
                .given(GOOD)
                .when(byEngine)
                .thenRefused(new NotInStage("refused by a gate", "evaluated"));
        release().given(WAITING).when(byEngine).thenRefused(new NotInStage("refused by a gate", "awaiting approval"));
    }

    @Test
    void only_who_may_approve_may_decline_and_not_without_a_reason() {
        release()
                .given(WAITING)
                .when(new DeclineRelease(ID, FINN, "no", AT))
                .thenRefused(new RoleMissing(Role.APPROVER));
        assertThatThrownBy(() -> new DeclineRelease(ID, ANA, " ", AT)).isInstanceOf(InvalidValue.class);
    }
}
