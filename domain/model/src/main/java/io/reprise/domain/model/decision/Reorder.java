package io.reprise.domain.model.decision;

import java.util.Comparator;
import java.util.stream.IntStream;

/** What should be bought because it is not there: as far as it arrives before it is wanted and the budget pays for it. */
final class Reorder {

    private final int[] units;
    private long tooLate;

    Reorder(AllocationProblem problem, Tensor demand, Allocation allocation, Parameters p) {
        units = new int[problem.items()];
        InventoryInputs in = problem.inputs();
        int lead =
                problem.supply().logistics().reorderLeadHours().orElse((int) p.within("reorderLeadHours", 0, 100_000));
        // Without a clock in the facts everything is taken to arrive in time.
        int missedHours = in.supply().isEmpty()
                ? 0
                : Math.clamp((long) lead - problem.supply().hoursUntilStart(), 0, in.saleHours());
        long[] budget = {allocation.budgetLeftCents()};
        IntStream.range(0, units.length)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer i) -> -problem.value(i).marginalCents(allocation.units(i))))
                .forEach(i -> {
                    int missing = Math.max(0, problem.value(i).targetUnits() - problem.free(i));
                    int inTime = missedHours == 0
                            ? missing
                            : Math.min(missing, wantedLater(problem, demand, i, missedHours, p));
                    tooLate += missing - inTime;
                    long cost = in.items().get(i).unitCostCents();
                    long paid = cost == 0 ? inTime : Math.min(inTime, budget[0] / cost);
                    units[i] = (int) paid;
                    budget[0] -= budget[0] == Long.MAX_VALUE ? 0 : paid * cost;
                });
    }

    /** What the newsvendor wants for the hours that are left once it has arrived. */
    private static int wantedLater(AllocationProblem problem, Tensor demand, int item, int missedHours, Parameters p) {
        InventoryInputs in = problem.inputs();
        if (missedHours >= in.saleHours()) {
            return 0;
        }
        ItemDemand later = ItemDemand.of(
                demand,
                item,
                in.horizonHours(),
                in.firstHour() + missedHours,
                in.firstHour() + in.saleHours(),
                in.treatedBps(),
                p.within("hourCorrelation", 0, 1));
        InventoryInputs.Item i = in.items().get(item);
        return AllocationProblem.value(later, i.priceCents(), i.unitCostCents(), p)
                .targetUnits();
    }

    int units(int item) {
        return units[item];
    }

    long total() {
        long sum = 0;
        for (int n : units) {
            sum += n;
        }
        return sum;
    }

    /** Units that are missing and would arrive after they are wanted. */
    long tooLate() {
        return tooLate;
    }
}
