package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {

    @Test
    void every_policy_is_found_by_the_name_and_version_that_it_goes_by() {
        assertThat(Policies.all()).hasSize(20).doesNotHaveDuplicates();
        for (PolicyRef ref : Policies.all()) {
            assertThat(Policies.find(ref).orElseThrow().ref()).isEqualTo(ref);
            assertThat(PolicyRef.parse(ref.toString())).isEqualTo(ref);
        }
        assertThat(Policies.all().stream().map(PolicyRef::toString)).isSorted();
    }

    @Test
    void every_policy_knows_the_values_of_its_parameters_where_nobody_chose_others() {
        List<PolicyRef> without = Policies.all().stream()
                .filter(ref -> Policies.defaults(ref).values().isEmpty())
                .toList();
        assertThat(without.stream().map(PolicyRef::name))
                .containsExactlyInAnyOrder(
                        "leave-alone", "planned-assortment", "planned-schedule", "proportional-inventory");
    }

    @ParameterizedTest
    @CsvSource({
        "portfolio-schedule/1, purchaseWeight, 0.25",
        "portfolio-schedule/1, alternativesKept, 5",
        "best-start-schedule/1, pushApartHours, 4",
        "evening-schedule/1, startHour, 20",
        "newsvendor-inventory/1, hourCorrelation, 0.5",
        "newsvendor-inventory/2, hourCorrelation, 0.1",
        "newsvendor-inventory/2, reorderLeadHours, 72",
        "expected-value-assortment/1, drawnShare, 0.25",
        "uniform-assortment/1, discountBps, 2000",
    })
    void what_a_policy_assumes_is_part_of_its_version(String policy, String parameter, double value) {
        assertThat(Policies.defaults(PolicyRef.parse(policy)).get(parameter)).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(DecisionKind.class)
    void the_usual_policy_of_a_kind_is_among_those_that_can_take_it(DecisionKind kind) {
        assertThat(Policies.choices(kind)).contains(Policies.usual(kind));
    }

    @Test
    void a_kind_of_decision_is_offered_the_policies_that_start_from_its_facts_and_no_others() {
        assertThat(Policies.choices(DecisionKind.SCHEDULE).stream().map(PolicyRef::toString))
                .containsExactly(
                        "best-start-schedule/1", "evening-schedule/1", "planned-schedule/1", "portfolio-schedule/1");
        assertThat(Policies.choices(DecisionKind.INVENTORY).stream().map(PolicyRef::toString))
                .containsExactly("newsvendor-inventory/1", "newsvendor-inventory/2", "proportional-inventory/1");
        assertThat(Policies.choices(DecisionKind.ASSORTMENT).stream().map(PolicyRef::toString))
                .containsExactly("expected-value-assortment/1", "planned-assortment/1", "uniform-assortment/1");
    }

    @Test
    void only_policies_that_change_more_than_prices_look_ahead() {
        assertThat(Policies.all().stream().filter(Policies::looksAhead).map(PolicyRef::name))
                .isNotEmpty()
                .allMatch(name -> name.equals(Policies.ADJUSTMENT.name()));
    }

    @Test
    void a_policy_that_there_never_was_is_refused_by_name() {
        PolicyRef none = new PolicyRef("newsvendor-inventory", 99);
        assertThat(Policies.find(none)).isEmpty();
        assertThatThrownBy(() -> Policies.defaults(none))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("there is no policy newsvendor-inventory/99");
    }

    @Test
    void a_policy_does_not_decide_from_the_facts_of_another_kind() {
        AssortmentInputs assortment =
                new AssortmentInputs(1, 1, 10_000, List.of(0), new AssortmentInputs.Limits(0, 0, 0), List.of());
        assertThatThrownBy(() -> Policies.decide(
                        Policies.INVENTORY, assortment, Evidence.NONE, Policies.defaults(Policies.INVENTORY), 7))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("newsvendor-inventory/2 decides from InventoryInputs, not from AssortmentInputs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "newsvendor-inventory",
                "newsvendor-inventory/",
                "newsvendor-inventory/x",
                "/1",
                "a/0",
                "a/-1",
                " /1"
            })
    void what_is_no_name_with_a_version_from_1_on_is_refused(String text) {
        assertThatThrownBy(() -> PolicyRef.parse(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("must be like newsvendor-inventory/1");
    }
}
