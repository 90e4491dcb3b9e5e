package io.reprise.domain.model.privacy;

import static io.reprise.domain.model.Specification.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.privacy.PersonCommand.ErasePerson;
import io.reprise.domain.model.privacy.PersonEvent.PersonErased;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErasePersonTest {

    private static final PersonKey KEY = new PersonKey("5f0c1a9be2d84c7aa3b1d2e4f5061728", true);
    private static final Actor OTTO = new Actor("otto", Set.of(Role.OPERATOR));
    private static final Actor AUDRA = new Actor("audra", Set.of(Role.AUDITOR));
    private static final Instant AT = Instant.parse("2026-11-14T10:00:00Z");

    private static ErasePerson erase(Actor actor) {
        return new ErasePerson(KEY, ErasureGround.OBJECTED, 4_711, actor, AT);
    }

    @Test
    void an_operator_erases_a_person_and_the_certificate_says_who_why_and_how_far_the_log_was() {
        ErasedPeople after =
                people().when(erase(OTTO)).then(new PersonErased(KEY, ErasureGround.OBJECTED, 4_711, OTTO, AT));
        assertThat(after.keys()).containsExactly(KEY.id());
        assertThat(after.certificates()).hasSize(1);
    }

    @Test
    void nobody_else_does() {
        people().when(erase(AUDRA)).thenRefused(new PersonRefusal.OperatorsOnly());
    }

    @Test
    void a_key_is_certified_once_whatever_is_said_the_second_time() {
        people().given(new PersonErased(KEY, ErasureGround.OBJECTED, 4_711, OTTO, AT))
                .when(new ErasePerson(KEY, ErasureGround.UNLAWFUL, 4_800, OTTO, AT.plusSeconds(60)))
                .thenNothing();
    }

    @Test
    void a_ground_has_to_be_given() {
        assertThatThrownBy(() -> new ErasePerson(KEY, null, 4_711, OTTO, AT))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("CONSENT_WITHDRAWN");
    }
}
