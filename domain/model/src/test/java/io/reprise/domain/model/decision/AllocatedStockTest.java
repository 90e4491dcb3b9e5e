package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.sample.SampleModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of a decision about stock: what was weighed, and what the units that are set aside cost and spare. */
class AllocatedStockTest {

    private static Policy.Verdict<?> decide(SmallStock stock, Tensor proposal) {
        List<Evidence.Exhibit> exhibits = new ArrayList<>(List.of(SampleModels.exhibit("demand", stock.demand())));
        if (proposal != null) {
            exhibits.add(SampleModels.exhibit(AllocationProblem.ROLE, proposal));
        }
        return Policies.decide(Policies.INVENTORY, stock.in, new Evidence(exhibits), SmallStock.PARAMETERS, 7);
    }

    private static Tensor all(int items, int warehouses) {
        float[] units = new float[items * warehouses];
        Arrays.fill(units, 3);
        return new Tensor(items, warehouses, units);
    }

    private static List<ItemStock> outcome(Policy.Verdict<?> verdict) {
        return ((InventoryOutcome) verdict.outcome()).items();
    }

    @Test
    void the_numbers_it_rests_on_are_those_of_the_units_that_are_set_aside() {
        Random random = new Random(7);
        for (int n = 0; n < 40; n++) {
            SmallStock stock = new SmallStock(random);
            Policy.Verdict<?> verdict =
                    decide(stock, n % 2 == 0 ? null : all(stock.in.items().size(), 2));
            double expected = 0;
            double missed = 0;
            double holding = 0;
            double transport = 0;
            long wanted = 0;
            long allocated = 0;
            long missing = 0;
            for (int i = 0; i < stock.in.items().size(); i++) {
                Item item = stock.in.items().get(i);
                ItemStock set = outcome(verdict).get(i);
                StockValue value = stock.value(i);
                expected += ItemDemand.of(stock.demand(), i, SmallStock.HOURS, 0, SmallStock.HOURS, 10_000, 0.1)
                        .mean();
                missed += value.missed(set.allocatedUnits()) * (item.priceCents() - item.unitCostCents());
                holding += value.unwanted(set.allocatedUnits()) * value.holdingCents();
                transport +=
                        set.allocated().get(SmallStock.NORTH) * stock.terms(0).transportCents();
                transport +=
                        set.allocated().get(SmallStock.SOUTH) * stock.terms(1).transportCents();
                wanted += value.targetUnits();
                allocated += set.allocatedUnits();
                missing += set.reorderUnits();
                assertThat(set.targetUnits()).isEqualTo(value.targetUnits());
            }
            Map<String, Factor> said =
                    verdict.explanation().factors().stream().collect(Collectors.toMap(Factor::name, factor -> factor));
            assertFactor(said.get("expected-units"), expected, expected);
            assertFactor(said.get("stock-out-cost"), missed, -missed);
            assertFactor(said.get("holding-cost"), holding, -holding);
            assertFactor(said.get("transport-cost"), transport, -transport);
            assertFactor(said.get("missing-units"), missing, -missing);
            assertThat(verdict.explanation().arguments().subList(0, 3))
                    .containsExactly(Long.toString(allocated), Long.toString(wanted), Long.toString(missing));
        }
    }

    private static void assertFactor(Factor factor, double value, double contribution) {
        assertThat(factor.value()).isCloseTo(value, offset(1e-6));
        assertThat(factor.contribution()).isCloseTo(contribution, offset(1e-6));
    }

    @Test
    void of_all_that_was_weighed_what_is_worth_most_is_taken_and_of_equals_the_first() {
        Random random = new Random(8);
        for (int n = 0; n < 40; n++) {
            SmallStock stock = new SmallStock(random);
            boolean isProposed = n % 2 == 0;
            Policy.Verdict<?> verdict =
                    decide(stock, isProposed ? all(stock.in.items().size(), 2) : null);
            List<Alternative> ways = verdict.alternatives().stream()
                    .filter(a -> a.unit().equals("cents") && !a.option().startsWith("reorder"))
                    .toList();
            assertThat(ways.stream().map(Alternative::option))
                    .containsExactlyElementsOf(
                            isProposed
                                    ? List.of(
                                            "solver's allocation",
                                            "greedy by worth of a cent",
                                            "greedy by worth of a unit")
                                    : List.of("greedy by worth of a cent", "greedy by worth of a unit"));
            double most = ways.stream().mapToDouble(Alternative::score).max().orElseThrow();
            Alternative first =
                    ways.stream().filter(a -> a.score() == most).findFirst().orElseThrow();
            for (Alternative way : ways) {
                assertThat(way.chosen()).isEqualTo(way == first);
                assertThat(way.remark()).isEqualTo(way == first ? "" : "no better");
            }
        }
    }

    @Test
    void an_allocation_of_other_items_or_warehouses_is_as_good_as_none() {
        Random random = new Random(9);
        for (int n = 0; n < 10; n++) {
            SmallStock stock = new SmallStock(random);
            int items = stock.in.items().size();
            assertThat(decide(stock, all(items + 1, 2))).isEqualTo(decide(stock, null));
            assertThat(decide(stock, all(items, 3))).isEqualTo(decide(stock, null));
        }
    }

    @Test
    void what_would_come_too_late_is_weighed_only_where_something_would() {
        Random random = new Random(10);
        for (int n = 0; n < 20; n++) {
            SmallStock stock = new SmallStock(random);
            Policy.Verdict<?> verdict = decide(stock, null);
            boolean isLate = Long.parseLong(verdict.explanation().arguments().get(3)) > 0;
            assertThat(verdict.alternatives().stream().anyMatch(a -> a.option().startsWith("reorder")))
                    .isEqualTo(isLate);
        }
    }
}
