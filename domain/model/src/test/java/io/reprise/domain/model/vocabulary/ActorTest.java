package io.reprise.domain.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorTest {

    private static final Actor MAX = new Actor("max", Set.of(Role.MARKETER, Role.APPROVER));

    @Test
    void somebody_has_the_roles_they_were_given_and_no_other() {
        assertThat(MAX.is(Role.MARKETER)).isTrue();
        assertThat(MAX.is(Role.FINANCE)).isFalse();
        assertThat(MAX.isAnyOf(Role.FINANCE, Role.APPROVER)).isTrue();
        assertThat(MAX.isAnyOf(Role.FINANCE, Role.AUDITOR)).isFalse();
        assertThat(MAX.isAnyOf()).isFalse();
    }

    @Test
    void a_person_is_the_same_with_other_roles_and_another_with_the_same() {
        assertThat(MAX.isSamePersonAs(new Actor("max", Set.of(Role.AUDITOR)))).isTrue();
        assertThat(MAX.isSamePersonAs(new Actor("mia", MAX.roles()))).isFalse();
    }

    @Test
    void whoever_acts_has_a_name() {
        for (String nobody : new String[] {null, "", " "}) {
            assertThatThrownBy(() -> new Actor(nobody, Set.of(Role.MARKETER)))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessage("actor: must name who acts");
        }
    }

    @Test
    void the_engine_is_no_person_with_a_role() {
        assertThat(Actor.ENGINE.roles()).containsExactly(Role.ENGINE);
    }
}
