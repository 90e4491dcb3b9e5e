package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** Units by item and warehouse, never more than are free, than a warehouse can make ready, or than the budget pays. */
final class Allocation {

    /** What keeps a unit that would be worth having from being set aside. */
    enum Limit {
        NONE,
        BUDGET,
        CAPACITY,
        STOCK
    }

    /**
     * A limit with a unit that it keeps out.
     *
     * @param unitWorthCents worth of that unit
     * @param shadowPrice worth in cents of one more cent of budget, or of one more unit of capacity or stock
     * @param where the warehouse or item, or empty
     */
    record Binding(Limit limit, double unitWorthCents, double shadowPrice, String where) {
        static final Binding NOTHING = new Binding(Limit.NONE, 0, 0, "");
    }

    /** Each item's units are set aside in so many steps at least. */
    private static final int STEPS = 256;

    /** A solver's units need not be whole. */
    private static final double WHOLE = 1e-3;

    private final AllocationProblem problem;
    private final int[][] units;
    private final int[] ofItem;
    private final long[] capacity;
    private long budgetLeft;

    Allocation(AllocationProblem problem) {
        this.problem = problem;
        units = new int[problem.items()][problem.warehouses().size()];
        ofItem = new int[problem.items()];
        capacity = new long[problem.warehouses().size()];
        for (int w = 0; w < capacity.length; w++) {
            capacity[w] = problem.terms(w).unitsMax().map(Integer::longValue).orElse(Long.MAX_VALUE);
        }
        budgetLeft = problem.inputs().stockBudgetCents().orElse(Long.MAX_VALUE);
    }

    /** As another proposed it, as far as that is allowed: what is proposed beyond a limit is left out. */
    static Allocation asProposed(AllocationProblem problem, Tensor proposed) {
        Allocation allocation = new Allocation(problem);
        for (int i = 0; i < problem.items(); i++) {
            for (int w = 0; w < problem.warehouses().size(); w++) {
                int wanted = (int) Math.floor(Math.max(0, proposed.at(i, w)) + WHOLE);
                int within = Math.min(wanted, problem.value(i).targetUnits() - allocation.ofItem[i]);
                allocation.take(i, w, within);
            }
        }
        return allocation;
    }

    /** Sets units aside, as many of these as the limits allow, and says how many. */
    private int take(int item, int warehouse, int wanted) {
        long cost = problem.inputs().items().get(item).unitCostCents();
        long most = Math.min(wanted, problem.free(item, warehouse) - units[item][warehouse]);
        most = Math.min(most, capacity[warehouse]);
        most = cost > 0 ? Math.min(most, budgetLeft / cost) : most;
        int taken = (int) Math.max(0, most);
        units[item][warehouse] += taken;
        ofItem[item] += taken;
        capacity[warehouse] -= capacity[warehouse] == Long.MAX_VALUE ? 0 : taken;
        budgetLeft -= budgetLeft == Long.MAX_VALUE ? 0 : taken * cost;
        return taken;
    }

    /** The next step of an item: its worth a unit and what it is ranked by. */
    private record Next(int item, int warehouse, double rank) {}

    /**
     * Adds whatever is worth most next, until nothing is or a limit is met (marginal allocation, Gross 1956; exact for
     * concave worth and one limit, up to the last step).
     *
     * @param byCost whether worth is counted for each cent of cost, as is right where the budget binds, or for each unit
     */
    Allocation fill(boolean byCost) {
        PriorityQueue<Next> queue = new PriorityQueue<>(
                Comparator.comparingDouble((Next n) -> -n.rank()).thenComparingInt(Next::item));
        for (int i = 0; i < problem.items(); i++) {
            offer(queue, i, byCost);
        }
        while (!queue.isEmpty()) {
            Next next = queue.remove();
            if (hasRoom(next.item(), next.warehouse())) {
                int target = problem.value(next.item()).targetUnits();
                int step = Math.min(Math.max(1, target / STEPS), target - ofItem[next.item()]);
                int taken = take(next.item(), next.warehouse(), step);
                if (taken == 0) {
                    // The budget does not pay for one more of it; for another it may.
                    continue;
                }
            }
            offer(queue, next.item(), byCost);
        }
        return this;
    }

    private void offer(PriorityQueue<Next> queue, int item, boolean byCost) {
        int warehouse = cheapest(item, true);
        if (warehouse < 0) {
            return;
        }
        double worth = worthOfNext(item, warehouse);
        if (worth > 0) {
            long cost = problem.inputs().items().get(item).unitCostCents();
            queue.add(new Next(item, warehouse, byCost ? worth / Math.max(1, cost) : worth));
        }
    }

    private boolean hasRoom(int item, int warehouse) {
        return units[item][warehouse] < problem.free(item, warehouse) && capacity[warehouse] > 0;
    }

    /** The warehouse with the cheapest transport that has more of an item, or −1. */
    private int cheapest(int item, boolean withinCapacity) {
        int best = -1;
        for (int w = 0; w < capacity.length; w++) {
            boolean has = units[item][w] < problem.free(item, w) && (!withinCapacity || capacity[w] > 0);
            if (has
                    && (best < 0
                            || problem.terms(w).transportCents()
                                    < problem.terms(best).transportCents())) {
                best = w;
            }
        }
        return best;
    }

    /** Of one more unit, less its transport and what another campaign would have made of it; 0 beyond the target. */
    private double worthOfNext(int item, int warehouse) {
        if (ofItem[item] >= problem.value(item).targetUnits()) {
            return 0;
        }
        double rest = problem.free(item) - ofItem[item];
        double toOthers =
                problem.worthToOthersCents(item, rest) - problem.worthToOthersCents(item, Math.max(0, rest - 1));
        double transport = warehouse < 0 ? 0 : problem.terms(warehouse).transportCents();
        return problem.value(item).marginalCents(ofItem[item]) - toOthers - transport;
    }

    /** Worth of all of it, with what other campaigns make of the rest. */
    double worthCents() {
        double worth = 0;
        for (int i = 0; i < problem.items(); i++) {
            worth +=
                    problem.value(i).worthCents(ofItem[i]) + problem.worthToOthersCents(i, problem.free(i) - ofItem[i]);
        }
        return worth - transportCents();
    }

    double transportCents() {
        double cents = 0;
        for (int i = 0; i < problem.items(); i++) {
            for (int w = 0; w < capacity.length; w++) {
                cents += (double) units[i][w] * problem.terms(w).transportCents();
            }
        }
        return cents;
    }

    int units(int item) {
        return ofItem[item];
    }

    long budgetLeftCents() {
        return budgetLeft;
    }

    SortedMap<WarehouseId, Integer> byWarehouse(int item) {
        SortedMap<WarehouseId, Integer> map = new TreeMap<>();
        for (WarehouseId id : problem.inputs().items().get(item).free().keySet()) {
            map.put(id, units[item][problem.warehouses().indexOf(id)]);
        }
        return map;
    }

    /** Of each limit the unit that lifting it would let in first; of all limits the one that keeps out most. */
    Binding binding() {
        Map<Limit, Binding> first = new EnumMap<>(Limit.class);
        for (int i = 0; i < problem.items(); i++) {
            Binding of = binding(i);
            if (of.shadowPrice() > 0) {
                first.merge(of.limit(), of, (one, other) -> other.shadowPrice() > one.shadowPrice() ? other : one);
            }
        }
        Binding most = Binding.NOTHING;
        for (Binding of : first.values()) {
            most = of.unitWorthCents() > most.unitWorthCents() ? of : most;
        }
        return most;
    }

    private Binding binding(int item) {
        int open = cheapest(item, true);
        int full = cheapest(item, false);
        long cost = problem.inputs().items().get(item).unitCostCents();
        String sku = problem.inputs().items().get(item).sku().value();
        if (full < 0) {
            double worth = worthOfNext(item, -1);
            return new Binding(Limit.STOCK, worth, worth, sku);
        }
        if (open < 0) {
            double worth = worthOfNext(item, full);
            return new Binding(
                    Limit.CAPACITY, worth, worth, problem.warehouses().get(full).value());
        }
        double worth = worthOfNext(item, open);
        return cost > budgetLeft ? new Binding(Limit.BUDGET, worth, worth / Math.max(1, cost), "") : Binding.NOTHING;
    }
}
