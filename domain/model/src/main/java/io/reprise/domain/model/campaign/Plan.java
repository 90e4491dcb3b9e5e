package io.reprise.domain.model.campaign;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a marketer asks for. Money is in minor units of {@code currency}; shares are in basis points (1 % = 100).
 *
 * @param name shown to people
 * @param currency ISO 4217 code
 * @param zone time zone of the campaign's calendar
 * @param within the sale may start at its beginning at the earliest and is over at its end at the latest; whole hours
 * @param lengthHours how long the sale runs
 * @param monitorMinutes length of a monitoring window
 * @param pushWaves planned notifications
 * @param extraPushWaves notifications that may be added while it runs
 * @param holdOutBps share of shoppers who do not see the sale, so that its effect can be measured
 * @param discountBudgetCents what all discounts together may cost
 * @param steering by which policies it is steered, or empty for today's
 */
public record Plan(
        String name,
        String currency,
        ZoneId zone,
        TimeWindow within,
        int lengthHours,
        int monitorMinutes,
        int pushWaves,
        int extraPushWaves,
        int holdOutBps,
        long discountBudgetCents,
        Guardrails guardrails,
        List<PlannedItem> items,
        Optional<Steering> steering) {

    public static final int ITEMS_MAX = 1_000;

    /** Plans look this far ahead at most, in hours. */
    public static final int HORIZON_HOURS_MAX = 336;

    public Plan {
        InvalidValue.unless(items != null, "items", "must be 1 to " + ITEMS_MAX);
        items = List.copyOf(items);
        InvalidValue.unless(
                name != null && !name.isBlank() && name.length() <= 120, "name", "must be 1 to 120 characters");
        requireCurrency(currency);
        InvalidValue.unless(zone != null, "zone", "must be a time zone such as Europe/London");
        InvalidValue.unless(within != null, "within", "needs a start and an end");
        InvalidValue.unless(
                isWholeHour(within.from()) && isWholeHour(within.to()), "within", "must start and end on whole hours");
        InvalidValue.unless(
                within.hours() <= HORIZON_HOURS_MAX,
                "within",
                "must not span more than " + HORIZON_HOURS_MAX + " hours");
        InvalidValue.unless(
                lengthHours >= 1 && lengthHours <= within.hours(),
                "lengthHours",
                () -> "must be 1 to " + within.hours() + ", the hours it may lie within, but was " + lengthHours);
        InvalidValue.unless(
                monitorMinutes >= 1 && monitorMinutes <= 60 * lengthHours,
                "monitorMinutes",
                () -> "must be 1 to " + 60 * lengthHours + ", the length of the sale, but was " + monitorMinutes);
        InvalidValue.unless(
                pushWaves >= 0 && pushWaves <= 10, "pushWaves", () -> "must be 0 to 10, but was " + pushWaves);
        InvalidValue.unless(
                extraPushWaves >= 0 && extraPushWaves <= 10,
                "extraPushWaves",
                () -> "must be 0 to 10, but was " + extraPushWaves);
        InvalidValue.unless(
                holdOutBps >= 100 && holdOutBps <= 5_000,
                "holdOutBps",
                () -> "must be 100 to 5000 (1 % to 50 %), but was " + holdOutBps);
        InvalidValue.unless(
                discountBudgetCents >= 0,
                "discountBudgetCents",
                () -> "must not be negative, but was " + discountBudgetCents);
        InvalidValue.unless(guardrails != null, "guardrails", "must be given");
        int size = items.size();
        InvalidValue.unless(
                size >= 1 && size <= ITEMS_MAX, "items", () -> "must be 1 to " + ITEMS_MAX + ", but were " + size);
        requireDistinctWithinGuardrails(items, guardrails);
        // Plans written before there was a choice do not have it.
        steering = steering == null ? Optional.empty() : steering;
        requireReserveOf(items, steering.flatMap(Steering::leeway).orElse(Leeway.NONE));
        InvalidValue.unless(
                hasAStart(within, lengthHours, steering.orElse(Steering.USUAL).blackouts()),
                "steering.blackouts",
                "leave no hour in which the sale can start");
    }

    private static void requireReserveOf(List<PlannedItem> items, Leeway leeway) {
        Set<Sku> planned = new HashSet<>();
        items.forEach(item -> planned.add(item.sku()));
        leeway.reserve()
                .forEach(sku -> InvalidValue.unless(
                        planned.contains(sku),
                        "steering.leeway.reserve",
                        () -> "must be items of the plan, but '" + sku + "' is not"));
        InvalidValue.unless(
                leeway.reserve().size() < planned.size(), "steering.leeway.reserve", "leaves no item to begin with");
    }

    private static boolean hasAStart(TimeWindow within, int lengthHours, List<TimeWindow> blackouts) {
        return IntStream.rangeClosed(0, within.hours() - lengthHours)
                .mapToObj(hour -> within.from().plus(Duration.ofHours(hour)))
                .map(from -> new TimeWindow(from, from.plus(Duration.ofHours(lengthHours))))
                .anyMatch(window -> blackouts.stream().noneMatch(window::overlaps));
    }

    /** A plan that is steered as usual. */
    public Plan(
            String name,
            String currency,
            ZoneId zone,
            TimeWindow within,
            int lengthHours,
            int monitorMinutes,
            int pushWaves,
            int extraPushWaves,
            int holdOutBps,
            long discountBudgetCents,
            Guardrails guardrails,
            List<PlannedItem> items) {
        this(
                name,
                currency,
                zone,
                within,
                lengthHours,
                monitorMinutes,
                pushWaves,
                extraPushWaves,
                holdOutBps,
                discountBudgetCents,
                guardrails,
                items,
                Optional.empty());
    }

    /** How it is steered, whether or not anything was chosen. */
    public Steering steered() {
        return steering.orElse(Steering.USUAL);
    }

    /** This plan with other discounts for some items. @throws InvalidValue where one breaks a guardrail */
    public Plan offering(Map<Sku, Integer> discountsBps) {
        List<PlannedItem> offered = items.stream()
                .map(i -> new PlannedItem(
                        i.sku(),
                        i.name(),
                        i.regularPriceCents(),
                        i.unitCostCents(),
                        discountsBps.getOrDefault(i.sku(), i.discountBps())))
                .toList();
        return with(name, guardrails, offered);
    }

    /**
     * This plan, to run at another time. Hours in which there is to be no sale stay where they are.
     *
     * @throws InvalidValue where these leave it no start
     */
    public Plan movedTo(TimeWindow other) {
        return with(name, other, guardrails, items, steering);
    }

    /** This plan, steered otherwise. */
    public Plan steeredBy(Steering chosen) {
        return with(name, within, guardrails, items, Optional.of(chosen));
    }

    /** This plan by another name, with other limits, of other items. @throws InvalidValue where an item breaks a guardrail */
    public Plan with(String called, Guardrails limits, List<PlannedItem> offered) {
        return with(called, within, limits, offered, steering);
    }

    private Plan with(
            String called, TimeWindow when, Guardrails limits, List<PlannedItem> offered, Optional<Steering> chosen) {
        return new Plan(
                called,
                currency,
                zone,
                when,
                lengthHours,
                monitorMinutes,
                pushWaves,
                extraPushWaves,
                holdOutBps,
                discountBudgetCents,
                limits,
                offered,
                chosen);
    }

    private static void requireCurrency(String currency) {
        try {
            Currency.getInstance(currency);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new InvalidValue("currency", "must be an ISO 4217 code such as GBP, but was '" + currency + "'");
        }
    }

    private static boolean isWholeHour(Instant instant) {
        return instant.equals(instant.truncatedTo(ChronoUnit.HOURS));
    }

    private static void requireDistinctWithinGuardrails(List<PlannedItem> items, Guardrails guardrails) {
        Set<Sku> skus = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            PlannedItem item = items.get(i);
            if (!(skus.add(item.sku()))) {
                throw new InvalidValue("items[" + i + "].sku", "'" + item.sku() + "' is there twice");
            }
            if (!(item.discountBps() <= guardrails.discountBpsMax())) {
                throw new InvalidValue(
                        "items[" + i + "].discountBps",
                        "must not exceed the guardrail of " + guardrails.discountBpsMax() + ", but was "
                                + item.discountBps());
            }
            if (!(Price.marginBps(item.salePriceCents(), item.unitCostCents()) >= guardrails.marginBpsMin())) {
                throw new InvalidValue(
                        "items[" + i + "].discountBps",
                        "leaves '" + item.sku() + "' a margin of "
                                + Price.marginBps(item.salePriceCents(), item.unitCostCents())
                                + " basis points, below the guardrail of " + guardrails.marginBpsMin());
            }
        }
    }

    /** One item of the sale. */
    public record PlannedItem(Sku sku, String name, long regularPriceCents, long unitCostCents, int discountBps) {
        public PlannedItem {
            InvalidValue.unless(sku != null, "items.sku", "must be given");
            InvalidValue.unless(name != null && !name.isBlank(), "items.name", "must not be empty");
            InvalidValue.unless(
                    regularPriceCents > 0 && regularPriceCents <= Price.CENTS_MAX,
                    "items.regularPriceCents",
                    () -> "must be 1 to " + Price.CENTS_MAX + ", but was " + regularPriceCents);
            InvalidValue.unless(
                    unitCostCents >= 0 && unitCostCents <= Price.CENTS_MAX,
                    "items.unitCostCents",
                    () -> "must be 0 to " + Price.CENTS_MAX + ", but was " + unitCostCents);
            InvalidValue.unless(
                    discountBps >= 0 && discountBps < Price.WHOLE_BPS,
                    "items.discountBps",
                    () -> "must be 0 to 9999, but was " + discountBps);
        }

        public long salePriceCents() {
            return Price.discounted(regularPriceCents, discountBps);
        }
    }

    /**
     * Limits that hold whatever anybody or anything decides later.
     *
     * @param discountBpsMax no discount beyond this
     * @param marginBpsMin no price may leave less above cost
     * @param automaticStepBpsMax largest change of a discount the re-tuner may make alone
     * @param priceChangesPerHourMax adjustments of prices in any hour
     * @param cooldownMinutes an item's price rests at least this long between changes
     */
    public record Guardrails(
            int discountBpsMax,
            int marginBpsMin,
            int automaticStepBpsMax,
            int priceChangesPerHourMax,
            int cooldownMinutes) {
        public Guardrails {
            InvalidValue.unless(
                    discountBpsMax >= 0 && discountBpsMax < Price.WHOLE_BPS,
                    "guardrails.discountBpsMax",
                    "must be 0 to 9999");
            InvalidValue.unless(
                    marginBpsMin > -Price.WHOLE_BPS && marginBpsMin < Price.WHOLE_BPS,
                    "guardrails.marginBpsMin",
                    "must be -9999 to 9999");
            InvalidValue.unless(
                    automaticStepBpsMax >= 0 && automaticStepBpsMax < Price.WHOLE_BPS,
                    "guardrails.automaticStepBpsMax",
                    "must be 0 to 9999");
            InvalidValue.unless(
                    priceChangesPerHourMax >= 0 && priceChangesPerHourMax <= 60,
                    "guardrails.priceChangesPerHourMax",
                    "must be 0 to 60");
            InvalidValue.unless(
                    cooldownMinutes >= 0 && cooldownMinutes <= 1_440,
                    "guardrails.cooldownMinutes",
                    "must be 0 to 1440");
        }
    }

    public PlannedItem item(Sku sku) {
        return items.stream()
                .filter(i -> i.sku().equals(sku))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("sku", "'" + sku + "' is not in the plan"));
    }

    /** SHA-256 over everything in the plan, field by field: two plans have the same only if they are the same. */
    public String hash() {
        List<Object> parts = new java.util.ArrayList<>(List.of(
                "plan/1",
                name,
                currency,
                zone,
                within.from(),
                within.to(),
                lengthHours,
                monitorMinutes,
                pushWaves,
                extraPushWaves,
                holdOutBps,
                discountBudgetCents));
        parts.addAll(List.of(
                guardrails.discountBpsMax(),
                guardrails.marginBpsMin(),
                guardrails.automaticStepBpsMax(),
                guardrails.priceChangesPerHourMax(),
                guardrails.cooldownMinutes()));
        for (PlannedItem item : items) {
            parts.addAll(List.of(
                    item.sku(), item.name(), item.regularPriceCents(), item.unitCostCents(), item.discountBps()));
        }
        steering.ifPresent(s -> parts.addAll(s.parts()));
        return Sha256.hexOf(parts.stream().map(Object::toString).toArray(String[]::new));
    }
}
