package io.reprise.domain.model.privacy;

import static io.reprise.domain.model.Specification.privacy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.privacy.PrivacyCommand.GrantBudget;
import io.reprise.domain.model.privacy.PrivacyCommand.ReleaseAggregate;
import io.reprise.domain.model.privacy.PrivacyEvent.AggregateReleased;
import io.reprise.domain.model.privacy.PrivacyEvent.BudgetGranted;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivacyBudgetTest {

    private static final CampaignId SALE = new CampaignId("double-11");
    private static final Actor ANA = new Actor("ana", Set.of(Role.APPROVER));
    private static final Actor MEI = new Actor("mei", Set.of(Role.MARKETER));
    private static final Actor SHOP = new Actor("shop", Set.of(Role.SHOP));
    private static final Instant AT = Instant.parse("2026-11-12T10:00:00Z");
    private static final BudgetGranted GRANTED = new BudgetGranted(SALE, 1_000_000, ANA, AT);

    private static GrantBudget grant(long epsilonMicros) {
        return new GrantBudget(SALE, epsilonMicros, ANA, AT);
    }

    private static ReleaseAggregate release(long epsilonMicros, Long... values) {
        return new ReleaseAggregate(SALE, Aggregate.FUNNEL, epsilonMicros, List.of(values), MEI, AT);
    }

    private static AggregateReleased released(long epsilonMicros, Long... values) {
        return new AggregateReleased(SALE, Aggregate.FUNNEL, epsilonMicros, List.of(values), MEI, AT);
    }

    @Test
    void an_approver_grants_a_budget() {
        privacy().when(grant(1_000_000)).then(GRANTED);
        privacy()
                .when(new GrantBudget(SALE, 1_000_000, MEI, AT))
                .thenRefused(new PrivacyRefusal.RoleMissing(List.of(Role.APPROVER)));
    }

    @Test
    void a_release_spends_it() {
        PrivacyBudget after =
                privacy().given(GRANTED).when(release(400_000, 12L, 3L)).then(released(400_000, 12L, 3L));
        assertThat(after.leftMicros()).isEqualTo(600_000);
    }

    @Test
    void the_same_question_again_costs_nothing_and_its_first_answer_stays() {
        privacy()
                .given(GRANTED)
                .given(released(1_000_000, 12L, 3L))
                .when(release(1_000_000, 9L, 4L))
                .thenNothing();
    }

    @Test
    void what_is_spent_is_spent() {
        privacy()
                .given(GRANTED)
                .given(released(700_000, 12L, 3L))
                .when(release(300_001, 9L, 4L))
                .thenRefused(new PrivacyRefusal.BudgetExhausted(300_001, 300_000));
        privacy()
                .given(GRANTED)
                .given(released(700_000, 12L, 3L))
                .when(grant(699_999))
                .thenRefused(new PrivacyRefusal.BelowSpent(699_999, 700_000));
    }

    @Test
    void nothing_is_released_without_a_budget_or_to_the_shop() {
        privacy().when(release(1_000, 1L, 1L)).thenRefused(new PrivacyRefusal.NoBudget(SALE));
        privacy()
                .given(GRANTED)
                .when(new ReleaseAggregate(SALE, Aggregate.FUNNEL, 1_000, List.of(1L, 1L), SHOP, AT))
                .thenRefused(PrivacyRefusal.RoleMissing.class);
    }

    @Test
    void a_budget_that_protects_nobody_is_no_value() {
        assertThatThrownBy(() -> grant(20_000_001))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("epsilonMicros");
        assertThatThrownBy(() -> release(0, 1L)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void all_of_a_budget_may_be_spent_and_a_budget_may_shrink_to_what_was_spent() {
        privacy().given(GRANTED).when(release(1_000_000, 12L, 3L)).then(released(1_000_000, 12L, 3L));
        privacy()
                .given(GRANTED)
                .given(released(700_000, 12L, 3L))
                .when(grant(700_000))
                .then(new BudgetGranted(SALE, 700_000, ANA, AT));
    }

    @Test
    void the_last_budgets_that_are_values() {
        assertThat(grant(20_000_000).epsilonMicros()).isEqualTo(20_000_000);
        assertThat(grant(1_000).epsilonMicros()).isEqualTo(1_000);
        assertThatThrownBy(() -> grant(999))
                .hasMessage("epsilonMicros: must be 1000 to 20000000 (0.001 to 20), but was 999");
        assertThatThrownBy(() -> new ReleaseAggregate(SALE, null, 1_000, List.of(), MEI, AT))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("aggregate: ");
    }

    @Test
    void a_key_has_a_name() {
        assertThat(new PersonKey("k", true).own()).isTrue();
        assertThatThrownBy(() -> new PersonKey(" ", true)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new PersonKey(null, true)).isInstanceOf(InvalidValue.class);
    }
}
