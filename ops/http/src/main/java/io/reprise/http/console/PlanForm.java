package io.reprise.http.console;

import io.reprise.domain.model.campaign.Leeway;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.campaign.Strategy;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.Logistics;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A plan as it is typed: percentages, prices in major units, one item a line. Nothing typed is lost by an error. */
public final class PlanForm {

    public String campaignId = "";
    public String name = "";
    public String currency = "GBP";
    public String zone = "Europe/London";
    public String from = "";
    public String to = "";
    public String lengthHours = "24";
    public String monitorMinutes = "60";
    public String pushWaves = "3";
    public String extraPushWaves = "1";
    public String holdOutPercent = "10";
    public String discountBudget = "4000";
    public String discountMaxPercent = "40";
    public String marginMinPercent = "5";
    public String automaticStepPercent = "5";
    public String priceChangesPerHourMax = "2";
    public String cooldownMinutes = "120";
    public String strategy = Strategy.REPRISE.name();
    public String explorationPercent = "0";
    public String stockBudget = "0";
    public String blackouts = "";
    public String warehouses = "";
    public String reorderLeadHours = "";
    public String pushesPerDayMax = "";
    public String endLaterHoursMax = "2";
    public String endEarlierHoursMax = "2";
    public String itemChangesMax = "4";
    public String audiencePercent = "100";
    public String audienceMinPercent = "100";
    public String groupGapPercent = "5";
    public String reserve = "";
    public String items = "";

    static PlanForm of(String campaignId, Plan plan) {
        PlanForm form = new PlanForm();
        form.campaignId = campaignId;
        form.name = plan.name();
        form.currency = plan.currency();
        form.zone = plan.zone().getId();
        form.from = local(plan.within().from(), plan.zone());
        form.to = local(plan.within().to(), plan.zone());
        form.lengthHours = "" + plan.lengthHours();
        form.monitorMinutes = "" + plan.monitorMinutes();
        form.pushWaves = "" + plan.pushWaves();
        form.extraPushWaves = "" + plan.extraPushWaves();
        form.holdOutPercent = major(plan.holdOutBps());
        form.discountBudget = major(plan.discountBudgetCents());
        form.discountMaxPercent = major(plan.guardrails().discountBpsMax());
        form.marginMinPercent = major(plan.guardrails().marginBpsMin());
        form.automaticStepPercent = major(plan.guardrails().automaticStepBpsMax());
        form.priceChangesPerHourMax = "" + plan.guardrails().priceChangesPerHourMax();
        form.cooldownMinutes = "" + plan.guardrails().cooldownMinutes();
        Steering steering = plan.steered();
        form.strategy = Strategy.of(steering).map(Enum::name).orElseGet(() -> written(steering.policies()));
        form.explorationPercent = major(steering.explorationBps());
        form.stockBudget = major(steering.stockBudgetCents());
        form.blackouts = steering.blackouts().stream()
                .map(b -> local(b.from(), plan.zone()) + "; " + local(b.to(), plan.zone()))
                .collect(Collectors.joining("\n"));
        steering.logistics().ifPresent(form::show);
        form.show(steering.leeway().orElse(Leeway.NONE));
        form.items = plan.items().stream()
                .map(i -> String.join(
                        "; ",
                        i.sku().value(),
                        i.name(),
                        major(i.regularPriceCents()),
                        major(i.unitCostCents()),
                        major(i.discountBps())))
                .collect(Collectors.joining("\n"));
        return form;
    }

    /** What is typed, all but items, by the keys of its labels and in their order. */
    Map<String, String> labelled() {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("plan.name", name);
        typed.put("plan.currency", currency);
        typed.put("plan.zone", zone);
        typed.put("plan.from", from);
        typed.put("plan.to", to);
        typed.put("plan.lengthHours", lengthHours);
        typed.put("plan.monitorMinutes", monitorMinutes);
        typed.put("plan.pushWaves", pushWaves);
        typed.put("plan.extraPushWaves", extraPushWaves);
        typed.put("plan.holdOutPercent", holdOutPercent);
        typed.put("plan.discountBudget", discountBudget);
        typed.put("plan.discountMaxPercent", discountMaxPercent);
        typed.put("plan.marginMinPercent", marginMinPercent);
        typed.put("plan.automaticStepPercent", automaticStepPercent);
        typed.put("plan.priceChangesPerHourMax", priceChangesPerHourMax);
        typed.put("plan.cooldownMinutes", cooldownMinutes);
        typed.put("plan.strategy", strategy);
        typed.put("plan.explorationPercent", explorationPercent);
        typed.put("plan.stockBudget", stockBudget);
        typed.put("plan.blackouts", blackouts);
        typed.put("plan.warehouses", warehouses);
        typed.put("plan.reorderLeadHours", reorderLeadHours);
        typed.put("plan.pushesPerDayMax", pushesPerDayMax);
        return typed;
    }

    private void show(Logistics logistics) {
        warehouses = logistics.warehouses().entrySet().stream()
                .map(w -> w.getKey() + "; " + major(w.getValue().transportCents())
                        + w.getValue().unitsMax().map(units -> "; " + units).orElse(""))
                .collect(Collectors.joining("\n"));
        reorderLeadHours = logistics.reorderLeadHours().map(Object::toString).orElse("");
        pushesPerDayMax = logistics.pushesPerDayMax().map(Object::toString).orElse("");
    }

    private void show(Leeway leeway) {
        endLaterHoursMax = "" + leeway.endLaterHoursMax();
        endEarlierHoursMax = "" + leeway.endEarlierHoursMax();
        itemChangesMax = "" + leeway.itemChangesMax();
        audiencePercent = major(leeway.audienceBps());
        audienceMinPercent = major(leeway.audienceBpsMin());
        groupGapPercent = major(leeway.groupGapBpsMax());
        reserve = leeway.reserve().stream().map(Sku::value).collect(Collectors.joining(", "));
    }

    /** A choice of policies that has no name, as it is kept in the form: {@code SCHEDULE=evening-schedule/1, …}. */
    private static String written(Map<DecisionKind, PolicyRef> policies) {
        return policies.entrySet().stream()
                .map(choice -> choice.getKey() + "=" + choice.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDateTime().toString();
    }

    private static String major(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
    }

    /** @throws InvalidValue naming the field as the plan names it */
    Plan toPlan() {
        ZoneId where = zone();
        return new Plan(
                name,
                currency,
                where,
                new TimeWindow(instant("within.from", from, where), instant("within.to", to, where)),
                whole("lengthHours", lengthHours),
                whole("monitorMinutes", monitorMinutes),
                whole("pushWaves", pushWaves),
                whole("extraPushWaves", extraPushWaves),
                (int) hundredths("holdOutBps", holdOutPercent),
                hundredths("discountBudgetCents", discountBudget),
                new Guardrails(
                        (int) hundredths("guardrails.discountBpsMax", discountMaxPercent),
                        (int) hundredths("guardrails.marginBpsMin", marginMinPercent),
                        (int) hundredths("guardrails.automaticStepBpsMax", automaticStepPercent),
                        whole("guardrails.priceChangesPerHourMax", priceChangesPerHourMax),
                        whole("guardrails.cooldownMinutes", cooldownMinutes)),
                plannedItems(),
                steering(where));
    }

    private Optional<Steering> steering(ZoneId where) {
        List<TimeWindow> closed = new ArrayList<>();
        for (String line : blackouts.split("\\R")) {
            if (!line.isBlank()) {
                String[] cells = line.split(";", -1);
                InvalidValue.unless(
                        cells.length == 2, "steering.blackouts", "'" + line.strip() + "' must be: from; to");
                closed.add(new TimeWindow(
                        instant("steering.blackouts", cells[0].strip(), where),
                        instant("steering.blackouts", cells[1].strip(), where)));
            }
        }
        Steering chosen = new Steering(
                policies(),
                (int) hundredths("steering.explorationBps", explorationPercent),
                closed,
                hundredths("steering.stockBudgetCents", stockBudget),
                logistics(),
                leeway());
        return Optional.of(chosen).filter(steering -> !steering.equals(Steering.USUAL));
    }

    private Optional<Leeway> leeway() {
        SortedSet<Sku> aside = new TreeSet<>();
        for (String sku : reserve.split("[,\\s]+")) {
            if (!sku.isBlank()) {
                aside.add(new Sku(sku.strip()));
            }
        }
        Leeway given = new Leeway(
                whole("steering.leeway.endLaterHoursMax", endLaterHoursMax),
                whole("steering.leeway.endEarlierHoursMax", endEarlierHoursMax),
                aside,
                whole("steering.leeway.itemChangesMax", itemChangesMax),
                (int) hundredths("steering.leeway.audienceBps", audiencePercent),
                (int) hundredths("steering.leeway.audienceBpsMin", audienceMinPercent),
                (int) hundredths("steering.leeway.groupGapBpsMax", groupGapPercent));
        return Optional.of(given).filter(leeway -> !leeway.equals(Leeway.NONE));
    }

    private Optional<Logistics> logistics() {
        SortedMap<WarehouseId, Logistics.Warehouse> terms = new TreeMap<>();
        for (String line : warehouses.split("\\R")) {
            if (!line.isBlank()) {
                String[] cells = line.split(";", -1);
                InvalidValue.unless(
                        cells.length == 2 || cells.length == 3,
                        "steering.logistics.warehouses",
                        "'" + line.strip() + "' must be: name; transport; units");
                terms.put(
                        new WarehouseId(cells[0].strip()),
                        new Logistics.Warehouse(
                                hundredths("steering.logistics.transportCents", cells[1].strip()),
                                optional("steering.logistics.unitsMax", cells.length == 3 ? cells[2] : "")));
            }
        }
        Logistics known = new Logistics(
                terms,
                optional("steering.logistics.reorderLeadHours", reorderLeadHours),
                optional("steering.logistics.pushesPerDayMax", pushesPerDayMax));
        return Optional.of(known).filter(logistics -> !logistics.equals(Logistics.NONE));
    }

    private static Optional<Integer> optional(String field, String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(whole(field, text.strip()));
    }

    private SortedMap<DecisionKind, PolicyRef> policies() {
        for (Strategy named : Strategy.values()) {
            if (named.name().equals(strategy)) {
                return new TreeMap<>(named.policies());
            }
        }
        SortedMap<DecisionKind, PolicyRef> policies = new TreeMap<>();
        for (String choice : strategy.split(",")) {
            String[] parts = choice.strip().split("=", 2);
            try {
                policies.put(DecisionKind.valueOf(parts[0]), PolicyRef.parse(parts[parts.length - 1]));
            } catch (IllegalArgumentException e) {
                throw new InvalidValue("steering.policies", "'" + choice.strip() + "' is no choice of a policy");
            }
        }
        return policies;
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new InvalidValue("zone", "'" + zone + "' is no time zone such as Europe/London");
        }
    }

    private static Instant instant(String field, String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidValue(field, "'" + text + "' is no day and time");
        }
    }

    private static int whole(String field, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new InvalidValue(field, "'" + text + "' is no whole number");
        }
    }

    private static long hundredths(String field, String text) {
        try {
            return new BigDecimal(text.strip())
                    .movePointRight(2)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new InvalidValue(field, "'" + text + "' is no number");
        }
    }

    private List<PlannedItem> plannedItems() {
        List<PlannedItem> planned = new ArrayList<>();
        for (String line : items.split("\\R")) {
            if (line.isBlank()) {
                continue;
            }
            String[] cells = line.split(";", -1);
            InvalidValue.unless(
                    cells.length == 5,
                    "items",
                    "'" + line.strip() + "' must be: SKU; name; regular price; unit cost; discount in percent");
            planned.add(new PlannedItem(
                    new Sku(cells[0].strip()),
                    cells[1].strip(),
                    hundredths("items", cells[2]),
                    hundredths("items", cells[3]),
                    (int) hundredths("items", cells[4])));
        }
        return planned;
    }
}
