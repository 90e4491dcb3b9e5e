package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.Allocation.Binding;
import io.reprise.domain.model.decision.Allocation.Limit;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code INVENTORY}, version 2: the newsvendor's quantity of version 1 for each item, allocated over items and warehouses
 * under stock budget and warehouse capacity, with regard to campaigns that want the same items. Where something is to be
 * shared, evidence {@code allocation} ({@link AllocationProblem}) holds a solver's proposal; what of it is allowed is
 * completed, valued beside the greedy allocations, and the best is taken. What is missing is proposed for reorder as far as
 * it arrives in time.
 */
final class AllocatedNewsvendor implements Policy<InventoryInputs, InventoryOutcome> {

    static final PolicyRef REF = new PolicyRef("newsvendor-inventory", 2);

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<InventoryInputs> inputs() {
        return InventoryInputs.class;
    }

    @Override
    public boolean weighsOthers() {
        return true;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(Map.of(
                "serviceLevel", 0.9,
                "holdingShareOfCost", 0.1,
                "hourCorrelation", 0.1,
                "reserveUnits", 1.0,
                "reorderLeadHours", 72.0));
    }

    /** One way to allocate. */
    private record Candidate(String name, Allocation allocation, double worthCents) {
        Candidate(String name, Allocation allocation) {
            this(name, allocation, allocation.worthCents());
        }
    }

    @Override
    public Verdict<InventoryOutcome> decide(InventoryInputs in, Evidence evidence, Parameters p, long seed) {
        Tensor demand = evidence.tensor("demand");
        AllocationProblem problem = AllocationProblem.of(in, demand, p);
        List<Candidate> candidates = new ArrayList<>();
        proposal(problem, evidence)
                .ifPresent(proposed -> candidates.add(new Candidate(
                        "solver's allocation",
                        Allocation.asProposed(problem, proposed).fill(true))));
        candidates.add(new Candidate("greedy by worth of a cent", new Allocation(problem).fill(true)));
        candidates.add(new Candidate("greedy by worth of a unit", new Allocation(problem).fill(false)));
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            best = candidate.worthCents() > best.worthCents() ? candidate : best;
        }
        Reorder reorder = new Reorder(problem, demand, best.allocation(), p);
        List<ItemStock> items = new ArrayList<>();
        for (int i = 0; i < problem.items(); i++) {
            Item item = in.items().get(i);
            items.add(new ItemStock(
                    item.sku(),
                    problem.value(i).targetUnits(),
                    best.allocation().byWarehouse(i),
                    reorder.units(i)));
        }
        InventoryOutcome outcome = new InventoryOutcome(items);
        return new Verdict<>(
                outcome, alternatives(candidates, best, reorder), explanation(problem, outcome, best, reorder));
    }

    private static Optional<Tensor> proposal(AllocationProblem problem, Evidence evidence) {
        return evidence.find(AllocationProblem.ROLE)
                .filter(t -> t.rows() == problem.items()
                        && t.columns() == problem.warehouses().size());
    }

    private static List<Alternative> alternatives(List<Candidate> candidates, Candidate best, Reorder reorder) {
        List<Alternative> alternatives = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Alternative weighed =
                    Alternative.weighed(candidate.name(), candidate.worthCents(), "cents", candidate == best);
            alternatives.add(candidate == best ? weighed : weighed.because("no better"));
        }
        if (reorder.tooLate() > 0) {
            alternatives.add(Alternative.weighed("reorder of " + reorder.tooLate() + " units", 0, "cents", false)
                    .because("would arrive after they are wanted"));
        }
        return alternatives;
    }

    private static Explanation explanation(
            AllocationProblem problem, InventoryOutcome outcome, Candidate best, Reorder reorder) {
        double expected = 0;
        double missed = 0;
        double holding = 0;
        long wanted = 0;
        for (int i = 0; i < problem.items(); i++) {
            Item item = problem.inputs().items().get(i);
            StockValue value = problem.value(i);
            int units = best.allocation().units(i);
            expected += problem.demand(i).mean();
            missed += value.missed(units) * Math.max(0, item.priceCents() - item.unitCostCents());
            holding += value.unwanted(units) * value.holdingCents();
            wanted += value.targetUnits();
        }
        Binding binding = best.allocation().binding();
        List<Factor> factors = new ArrayList<>();
        name(binding.limit())
                .ifPresent(limit -> factors.add(
                        new Factor("shadow-price-of-" + limit, binding.shadowPrice(), -binding.unitWorthCents())));
        factors.add(new Factor("expected-units", expected, expected));
        factors.add(new Factor("stock-out-cost", missed, -missed));
        factors.add(new Factor("holding-cost", holding, -holding));
        double transport = best.allocation().transportCents();
        factors.add(new Factor("transport-cost", transport, -transport));
        factors.add(new Factor("missing-units", reorder.total(), -reorder.total()));
        factors.add(new Factor("units-too-late", reorder.tooLate(), 0));
        List<String> arguments = new ArrayList<>(List.of(
                Long.toString(outcome.allocatedUnits()),
                Long.toString(wanted),
                Long.toString(reorder.total()),
                Long.toString(reorder.tooLate())));
        switch (binding.limit()) {
            case NONE -> {}
            case BUDGET -> arguments.add(Double.toString(binding.shadowPrice()));
            case CAPACITY, STOCK -> {
                arguments.add(Long.toString(Math.round(binding.shadowPrice())));
                arguments.add(binding.where());
            }
        }
        return new Explanation(
                "inventory.allocated"
                        + name(binding.limit()).map(limit -> "-" + limit).orElse(""),
                arguments,
                factors);
    }

    private static Optional<String> name(Limit limit) {
        return switch (limit) {
            case NONE -> Optional.empty();
            case BUDGET -> Optional.of("stock-budget");
            case CAPACITY -> Optional.of("warehouse-capacity");
            case STOCK -> Optional.of("free-stock");
        };
    }
}
