package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.AssortmentOutcome;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.vocabulary.Sha256;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Exactly what is put to approval: the plan, the discounts chosen for it, when it runs, the stock it gets, the forecasts it rests on. */
public record Proposal(
        PlanVersion version,
        Forecast demand,
        Optional<Forecast> offers,
        Optional<AssortmentOutcome> assortment,
        ScheduleOutcome schedule,
        InventoryOutcome inventory) {

    /** An approval names this hash; if anything in the proposal changes, so does it. */
    public String hash() {
        List<String> parts = new ArrayList<>(List.of(
                "proposal/1",
                version.plan().hash(),
                Integer.toString(version.number()),
                version.author().name(),
                demand.call().outputSha256(),
                demand.from().toString(),
                Integer.toString(demand.hours()),
                schedule.window().from().toString(),
                schedule.window().to().toString(),
                Integer.toString(schedule.pushWaves().size())));
        schedule.pushWaves().forEach(wave -> parts.add(wave.toString()));
        for (InventoryOutcome.ItemStock item : inventory.items()) {
            parts.addAll(List.of(
                    item.sku().value(),
                    Integer.toString(item.targetUnits()),
                    Integer.toString(item.reorderUnits()),
                    Integer.toString(item.allocated().size())));
            // A warehouse may have any name, so each name and number is a part of its own.
            item.allocated().forEach((warehouse, units) -> {
                parts.add(warehouse.value());
                parts.add(units.toString());
            });
        }
        assortment.ifPresent(chosen -> {
            parts.add("assortment/1");
            offers.ifPresent(forecast -> parts.add(forecast.call().outputSha256()));
            chosen.items()
                    .forEach(item -> parts.addAll(List.of(item.sku().value(), Integer.toString(item.discountBps()))));
        });
        return Sha256.hexOf(parts.toArray(String[]::new));
    }

    /** This proposal with another outcome for its hours or its stock. */
    Proposal with(DecisionOutcome outcome) {
        return switch (outcome) {
            case ScheduleOutcome hours -> new Proposal(version, demand, offers, assortment, hours, inventory);
            case InventoryOutcome stock -> new Proposal(version, demand, offers, assortment, schedule, stock);
            default ->
                throw new IllegalArgumentException(
                        "a proposal has no " + outcome.getClass().getSimpleName());
        };
    }

    public Plan plan() {
        return version.plan();
    }

    /** The plan at the discounts that were chosen for it. */
    public Plan offered() {
        return assortment.map(chosen -> plan().offering(chosen.discountsBps())).orElse(plan());
    }

    /** Index of the sale's first hour in the demand forecast. */
    public int firstHour() {
        return (int) Duration.between(demand.from(), schedule.window().from()).toHours();
    }
}
