package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.ANA;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.CHAMPION;
import static io.reprise.domain.model.registry.Releases.FINN;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.WAITING;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RollBackRelease;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRolledBack;
import io.reprise.domain.model.registry.ModelReleaseRefusal.NotInStage;
import io.reprise.domain.model.registry.ModelReleaseRefusal.RoleMissing;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RollBackReleaseTest {

    private static final Optional<ModelReleaseId> BEFORE = Optional.of(new ModelReleaseId("demand", "cd".repeat(32)));
    private static final RollBackRelease BY_ANA = new RollBackRelease(ID, BEFORE, ANA, "it sees no Mondays", AT);

    @Test
    void one_command_takes_the_champion_away_and_names_what_decides_again() {
        ModelReleaseEvent rolledBack = new ReleaseRolledBack(ID, BEFORE, ANA, "it sees no Mondays", AT);
        release().given(CHAMPION).when(BY_ANA).then(rolledBack);
        release()
                .given(CHAMPION)
                .given(rolledBack)
                .when(new PromoteRelease(ID, ANA, AT))
                .thenRefused(new NotInStage("promoted", "retired"));
    }

    @Test
    void an_operator_may_too_at_night_and_nobody_else() {
        Actor nina = new Actor("nina", Set.of(Role.OPERATOR));
        release()
                .given(CHAMPION)
                .when(new RollBackRelease(ID, BEFORE, nina, "alarms", AT))
                .then(new ReleaseRolledBack(ID, BEFORE, nina, "alarms", AT));
        release()
                .given(CHAMPION)
                .when(new RollBackRelease(ID, BEFORE, FINN, "no", AT))
                .thenRefused(new RoleMissing(Role.APPROVER));
    }

    @Test
    void what_does_not_decide_is_not_rolled_back() {
        release().given(WAITING).when(BY_ANA).thenRefused(new NotInStage("rolled back", "awaiting approval"));
        assertThatThrownBy(() -> new RollBackRelease(ID, BEFORE, ANA, "", AT)).isInstanceOf(InvalidValue.class);
    }
}
