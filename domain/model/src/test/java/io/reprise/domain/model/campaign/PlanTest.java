package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.sample.SampleHistory.LAMP;
import static io.reprise.domain.model.sample.SampleHistory.MUG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a plan may say, up to the last value that is taken and from the first that is not; and what makes it another plan. */
class PlanTest {

    private static final Guardrails GUARDRAILS = new Guardrails(4_000, 500, 500, 2, 90);

    /** The sample's plan, to be changed in one place. */
    private static final class Draft {

        private String name = "Double 11";
        private String currency = "GBP";
        private ZoneId zone = ZoneId.of("Europe/London");
        private TimeWindow within = SampleHistory.WITHIN;
        private int lengthHours = 24;
        private int monitorMinutes = 240;
        private int pushWaves = 2;
        private int extraPushWaves = 1;
        private int holdOutBps = 1_000;
        private long discountBudgetCents = 2_500_000;
        private Guardrails guardrails = GUARDRAILS;
        private List<PlannedItem> items = SampleHistory.plan(2_000).items();
        private Optional<Steering> steering = Optional.empty();

        private Plan plan() {
            return new Plan(
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
                    steering);
        }
    }

    private static Plan plan(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.plan();
    }

    private static void refused(String field, Consumer<Draft> change) {
        assertThatThrownBy(() -> plan(change)).isInstanceOfSatisfying(InvalidValue.class, e -> assertThat(e.field())
                .isEqualTo(field));
    }

    /** Takes the ends of a range, and refuses what is beside them by the field's name, the range and what was given. */
    private static void within(String field, int min, int max, IntConsumer make) {
        make.accept(min);
        make.accept(max);
        for (int beside : new int[] {min - 1, max + 1}) {
            assertThatThrownBy(() -> make.accept(beside))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageStartingWith(field + ": must ");
        }
    }

    private static IntConsumer field(java.util.function.ObjIntConsumer<Draft> set) {
        return value -> plan(draft -> set.accept(draft, value));
    }

    @Test
    void numbers_of_a_plan_are_taken_within_their_ranges() {
        within("lengthHours", 1, 48, field((d, hours) -> {
            d.lengthHours = hours;
            d.monitorMinutes = 1;
        }));
        within("monitorMinutes", 1, 24 * 60, field((d, minutes) -> d.monitorMinutes = minutes));
        within("pushWaves", 0, 10, field((d, waves) -> d.pushWaves = waves));
        within("extraPushWaves", 0, 10, field((d, waves) -> d.extraPushWaves = waves));
        within("holdOutBps", 100, 5_000, field((d, bps) -> d.holdOutBps = bps));
        assertThat(plan(d -> d.discountBudgetCents = 0).discountBudgetCents()).isZero();
        refused("discountBudgetCents", d -> d.discountBudgetCents = -1);
    }

    @Test
    void guardrails_are_taken_within_their_ranges() {
        within("guardrails.discountBpsMax", 0, 9_999, bps -> new Guardrails(bps, 500, 500, 2, 90));
        within("guardrails.marginBpsMin", -9_999, 9_999, bps -> new Guardrails(4_000, bps, 500, 2, 90));
        within("guardrails.automaticStepBpsMax", 0, 9_999, bps -> new Guardrails(4_000, 500, bps, 2, 90));
        within("guardrails.priceChangesPerHourMax", 0, 60, changes -> new Guardrails(4_000, 500, 500, changes, 90));
        within("guardrails.cooldownMinutes", 0, 1_440, minutes -> new Guardrails(4_000, 500, 500, 2, minutes));
    }

    @Test
    void items_have_a_price_a_cost_and_a_discount_that_can_be_reckoned_with() {
        within("items.discountBps", 0, 9_999, bps -> new PlannedItem(LAMP, "Lamp", 2_999, 1_400, bps));
        for (long price : new long[] {1, Price.CENTS_MAX}) {
            assertThat(new PlannedItem(LAMP, "Lamp", price, 0, 0).salePriceCents())
                    .isEqualTo(price);
        }
        for (long price : new long[] {0, Price.CENTS_MAX + 1}) {
            assertThatThrownBy(() -> new PlannedItem(LAMP, "Lamp", price, 0, 0))
                    .hasMessage("items.regularPriceCents: must be 1 to 10000000000, but was " + price);
        }
        assertThat(new PlannedItem(LAMP, "Lamp", 1, Price.CENTS_MAX, 0).unitCostCents())
                .isEqualTo(Price.CENTS_MAX);
        for (long cost : new long[] {-1, Price.CENTS_MAX + 1}) {
            assertThatThrownBy(() -> new PlannedItem(LAMP, "Lamp", 1, cost, 0))
                    .hasMessage("items.unitCostCents: must be 0 to 10000000000, but was " + cost);
        }
        assertThatThrownBy(() -> new PlannedItem(null, "Lamp", 1, 0, 0)).hasMessage("items.sku: must be given");
        for (String nothing : new String[] {null, " "}) {
            assertThatThrownBy(() -> new PlannedItem(LAMP, nothing, 1, 0, 0))
                    .hasMessage("items.name: must not be empty");
        }
        assertThat(new PlannedItem(LAMP, "Lamp", 2_999, 1_400, 2_000).salePriceCents())
                .isEqualTo(2_399);
    }

    @Test
    void a_plan_has_a_name_a_currency_a_zone_and_limits() {
        assertThat(plan(d -> d.name = "x".repeat(120)).name()).hasSize(120);
        for (String name : new String[] {null, " ", "x".repeat(121)}) {
            refused("name", d -> d.name = name);
        }
        for (String currency : new String[] {null, "pounds", "XXQ"}) {
            refused("currency", d -> d.currency = currency);
        }
        refused("zone", d -> d.zone = null);
        refused("guardrails", d -> d.guardrails = null);
        refused("items", d -> d.items = null);
        refused("items", d -> d.items = List.of());
    }

    @Test
    void it_lies_on_whole_hours_of_a_fortnight_at_most() {
        Instant from = SampleHistory.WITHIN.from();
        refused("within", d -> d.within = null);
        refused("within", d -> d.within = new TimeWindow(from.plusSeconds(1), from.plus(Duration.ofHours(30))));
        refused("within", d -> d.within = new TimeWindow(from, from.plus(Duration.ofMinutes(1_801))));
        assertThat(plan(d -> d.within = new TimeWindow(from, from.plus(Duration.ofHours(336))))
                        .within()
                        .hours())
                .isEqualTo(Plan.HORIZON_HOURS_MAX);
        refused("within", d -> d.within = new TimeWindow(from, from.plus(Duration.ofHours(337))));
    }

    @Test
    void it_has_as_many_items_as_can_be_looked_at_and_each_once() {
        assertThat(plan(d -> d.items = items(1_000)).items()).hasSize(Plan.ITEMS_MAX);
        refused("items", d -> d.items = items(1_001));
        List<PlannedItem> twice = new ArrayList<>(SampleHistory.plan(2_000).items());
        twice.add(twice.getFirst());
        assertThatThrownBy(() -> plan(d -> d.items = twice)).hasMessage("items[3].sku: '" + LAMP + "' is there twice");
    }

    private static List<PlannedItem> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PlannedItem(new Sku("item-" + i), "Item", 2_999, 1_400, 0))
                .toList();
    }

    @Test
    void no_item_begins_beyond_the_guardrails() {
        assertThat(plan(d -> d.items = offered(4_000, 1_400)).items()).hasSize(1);
        assertThatThrownBy(() -> plan(d -> d.items = offered(4_001, 1_400)))
                .hasMessage("items[0].discountBps: must not exceed the guardrail of 4000, but was 4001");
        // 40 % off 2999 are 1799; 5 % of that are 89.95, so 1709 is the most it may have cost.
        assertThat(plan(d -> d.items = offered(4_000, 1_709)).items()).hasSize(1);
        assertThatThrownBy(() -> plan(d -> d.items = offered(4_000, 1_710)))
                .hasMessage("items[0].discountBps: leaves '" + LAMP
                        + "' a margin of 494 basis points, below the guardrail of 500");
    }

    private static List<PlannedItem> offered(int discountBps, long unitCostCents) {
        return List.of(new PlannedItem(LAMP, "Lamp", 2_999, unitCostCents, discountBps));
    }

    @Test
    void what_is_held_in_reserve_is_of_the_plan_and_leaves_something_to_begin_with() {
        assertThat(plan(d -> d.steering = reserve(LAMP, MUG)).steered().leeway())
                .isPresent();
        assertThatThrownBy(() -> plan(d -> d.steering = reserve(new Sku("STRANGER"))))
                .hasMessage("steering.leeway.reserve: must be items of the plan, but 'STRANGER' is not");
        assertThatThrownBy(() -> plan(d -> d.steering = reserve(LAMP, MUG, SampleHistory.THROW)))
                .hasMessage("steering.leeway.reserve: leaves no item to begin with");
    }

    private static Optional<Steering> reserve(Sku... skus) {
        return Optional.of(Steering.USUAL.with(new Leeway(0, 0, new TreeSet<>(List.of(skus)), 2, 10_000, 10_000, 500)));
    }

    @Test
    void a_sale_may_start_in_the_last_hour_that_leaves_it_its_length() {
        Instant from = SampleHistory.WITHIN.from();
        // 24 of 48 hours: with the first 24 closed it can start in the 25th, and with an hour more it cannot.
        assertThat(plan(d -> d.steering = closed(from, 24)).steered().blackouts())
                .hasSize(1);
        refused("steering.blackouts", d -> d.steering = closed(from, 25));
    }

    private static Optional<Steering> closed(Instant from, int hours) {
        return Optional.of(new Steering(
                new java.util.TreeMap<>(), 0, List.of(new TimeWindow(from, from.plus(Duration.ofHours(hours)))), 0));
    }

    @Test
    void leeway_is_taken_within_its_ranges() {
        within("steering.leeway.endLaterHoursMax", 0, 24, hours -> leeway(hours, 0, 0, 10_000, 10_000, 500));
        within("steering.leeway.endEarlierHoursMax", 0, 24, hours -> leeway(0, hours, 0, 10_000, 10_000, 500));
        within("steering.leeway.itemChangesMax", 0, 1_000, changes -> leeway(0, 0, changes, 10_000, 10_000, 500));
        within("steering.leeway.audienceBps", 1_000, 10_000, bps -> leeway(0, 0, 0, bps, 1_000, 500));
        within("steering.leeway.audienceBpsMin", 1_000, 5_000, bps -> leeway(0, 0, 0, 5_000, bps, 500));
        within("steering.leeway.groupGapBpsMax", 0, 10_000, bps -> leeway(0, 0, 0, 10_000, 10_000, bps));
        assertThat(new Leeway(0, 0, null, 0, 10_000, 10_000, 500).reserve()).isEmpty();
    }

    private static Leeway leeway(int later, int earlier, int changes, int audience, int audienceMin, int gap) {
        return new Leeway(later, earlier, Collections.emptySortedSet(), changes, audience, audienceMin, gap);
    }

    /** Approval is bound to the hash: what nobody looked at must not have the hash of what somebody approved. */
    @Test
    void whatever_is_changed_in_a_plan_makes_it_another() {
        Instant from = SampleHistory.WITHIN.from();
        List<Consumer<Draft>> changes = List.of(
                d -> {},
                d -> d.name = "Double 12",
                d -> d.currency = "EUR",
                d -> d.zone = ZoneId.of("Europe/Paris"),
                d -> d.within = new TimeWindow(from.minus(Duration.ofHours(1)), SampleHistory.WITHIN.to()),
                d -> d.within = new TimeWindow(from, SampleHistory.WITHIN.to().plus(Duration.ofHours(1))),
                d -> d.lengthHours = 23,
                d -> d.monitorMinutes = 239,
                d -> d.pushWaves = 3,
                d -> d.extraPushWaves = 2,
                d -> d.holdOutBps = 1_001,
                d -> d.discountBudgetCents = 2_500_001,
                d -> d.guardrails = new Guardrails(4_001, 500, 500, 2, 90),
                d -> d.guardrails = new Guardrails(4_000, 501, 500, 2, 90),
                d -> d.guardrails = new Guardrails(4_000, 500, 501, 2, 90),
                d -> d.guardrails = new Guardrails(4_000, 500, 500, 3, 90),
                d -> d.guardrails = new Guardrails(4_000, 500, 500, 2, 91),
                d -> d.items = d.items.reversed(),
                d -> d.items = d.items.subList(0, 2),
                d -> d.items = SampleHistory.plan(2_001).items(),
                d -> d.steering = Optional.of(Steering.USUAL),
                d -> d.steering = closed(from, 1),
                d -> d.steering = closed(from, 2),
                d -> d.steering = reserve(),
                d -> d.steering = reserve(LAMP),
                d -> d.steering = reserve(MUG),
                d -> d.steering = Optional.of(Steering.USUAL.with(leeway(1, 0, 0, 10_000, 10_000, 500))),
                d -> d.steering = Optional.of(Steering.USUAL.with(leeway(0, 1, 0, 10_000, 10_000, 500))),
                d -> d.steering = Optional.of(Steering.USUAL.with(leeway(0, 0, 0, 9_000, 9_000, 500))),
                d -> d.steering = Optional.of(Steering.USUAL.with(leeway(0, 0, 0, 10_000, 9_000, 500))),
                d -> d.steering = Optional.of(Steering.USUAL.with(leeway(0, 0, 0, 10_000, 10_000, 501))));
        Set<String> hashes = new HashSet<>();
        changes.forEach(change -> hashes.add(plan(change).hash()));
        assertThat(hashes).hasSameSizeAs(changes).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(plan(d -> {}).hash()).isEqualTo(SampleHistory.plan(2_000).hash());
    }

    @Test
    void a_plan_is_moved_and_offered_otherwise_with_all_else_as_it_was() {
        Plan plan = SampleHistory.plan(2_000);
        TimeWindow later = new TimeWindow(
                plan.within().from().plus(Duration.ofDays(1)),
                plan.within().to().plus(Duration.ofDays(1)));
        assertThat(plan.movedTo(later)).isEqualTo(plan(d -> d.within = later));
        assertThat(plan.offering(Map.of(MUG, 1_000)).items())
                .extracting(PlannedItem::discountBps)
                .containsExactly(2_000, 1_000, 2_000);
        assertThat(plan.item(MUG).name()).isEqualTo("Mug, blue");
        assertThatThrownBy(() -> plan.item(new Sku("STRANGER"))).hasMessage("sku: 'STRANGER' is not in the plan");
    }
}
