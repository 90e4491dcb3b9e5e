package io.reprise.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.PlanVersion;
import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.http.console.CampaignCalendar.Conflict;
import io.reprise.http.console.CampaignCalendar.Stay;
import io.reprise.projections.campaignpage.CampaignPage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CampaignCalendarTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 9);

    private static PlanForm form(String from, String to, String... items) {
        PlanForm form = new PlanForm();
        form.name = "Tea";
        form.from = from;
        form.to = to;
        form.items = String.join("\n", items);
        return form;
    }

    private static CampaignPage page(String id, String phase, Plan plan) {
        CampaignPage page = new CampaignPage();
        page.campaignId = id;
        page.phase = phase;
        page.versions.add(new PlanVersion(1, plan, Actor.ENGINE));
        return page;
    }

    private static CampaignPage draft(String id, String from, String to, String... items) {
        return page(id, "drafting", form(from, to, items).toPlan());
    }

    private static List<Stay> stays(String id, CampaignPage... pages) {
        return CampaignCalendar.of(List.of(pages), MONDAY, MONDAY.plusDays(6), 0).weeks().stream()
                .flatMap(List::stream)
                .flatMap(day -> day.stays().stream())
                .filter(stay -> stay.page().campaignId.equals(id))
                .toList();
    }

    private static List<String> conflicts(String id, CampaignPage... pages) {
        return stays(id, pages).getFirst().conflicts().stream()
                .map(Conflict::kind)
                .toList();
    }

    @Test
    void a_campaign_lies_on_each_of_its_days_and_one_that_ends_at_midnight_not_on_the_next() {
        List<Stay> stays = stays(
                "tea", draft("tea", "2026-11-10T20:00", "2026-11-12T00:00", "1; Pot; 2; 1; 0", "2; Cup; 2; 1; 0"));
        assertThat(stays).hasSize(2);
        assertThat(stays).extracting(Stay::isFirst).containsExactly(true, false);
        assertThat(stays.getFirst().starts()).isEqualTo(LocalDate.of(2026, 11, 10));
    }

    @Test
    void days_are_those_of_the_campaigns_own_time_zone() {
        PlanForm form = form("2026-11-11T00:00", "2026-11-12T00:00", "1; Pot; 2; 1; 0");
        form.zone = "Asia/Shanghai";
        assertThat(stays("tea", page("tea", "drafting", form.toPlan())))
                .extracting(Stay::starts)
                .containsExactly(LocalDate.of(2026, 11, 11));
    }

    @Test
    void what_has_the_same_items_in_the_same_hours_is_a_conflict_and_what_is_over_is_none() {
        CampaignPage tea = draft("tea", "2026-11-10T00:00", "2026-11-11T00:00", "1; Pot; 2; 1; 0");
        CampaignPage same = draft("same", "2026-11-10T12:00", "2026-11-11T12:00", "1; Pot; 2; 1; 0");
        CampaignPage other = draft("other", "2026-11-10T12:00", "2026-11-11T12:00", "2; Cup; 2; 1; 0");
        CampaignPage later = draft("later", "2026-11-11T00:00", "2026-11-12T00:00", "1; Pot; 2; 1; 0");
        CampaignPage over = page("over", "stopped", same.plan());
        assertThat(conflicts("tea", tea, same, other, later, over)).containsExactlyInAnyOrder("items", "hours");
        assertThat(stays("tea", tea, same).getFirst().conflicts().getFirst().hours())
                .isEqualTo(
                        new TimeWindow(Instant.parse("2026-11-10T12:00:00Z"), Instant.parse("2026-11-11T00:00:00Z")));
        assertThat(conflicts("over", tea, over)).isEmpty();
    }

    @Test
    void hours_a_plan_rules_out_are_shown() {
        PlanForm form = form("2026-11-10T00:00", "2026-11-12T00:00", "1; Pot; 2; 1; 0");
        form.blackouts = "2026-11-10T02:00; 2026-11-10T04:00";
        assertThat(conflicts("tea", page("tea", "drafting", form.toPlan()))).containsExactly("blackout");
    }

    @Test
    void of_many_sales_in_the_same_hours_a_few_are_shown_the_worst_first_and_the_rest_counted() {
        CampaignPage[] pages = new CampaignPage[61];
        for (int n = 0; n < 60; n++) {
            pages[n] = draft("p" + (100 + n), "2026-11-10T00:00", "2026-11-11T00:00", "%d; Pot; 2; 1; 0".formatted(n));
        }
        pages[60] = draft("same", "2026-11-10T00:00", "2026-11-11T00:00", "0; Pot; 2; 1; 0");
        Stay first = stays("p100", pages).getFirst();
        assertThat(first.conflicts()).extracting(Conflict::kind).containsExactly("items", "hours", "hours");
        assertThat(first.moreConflicts()).isEqualTo(57);

        assertThat(CampaignCalendar.of(List.of(pages), MONDAY, MONDAY.plusDays(6), 0)
                        .weeks()
                        .getFirst()
                        .get(1))
                .satisfies(day -> {
                    assertThat(day.stays()).hasSize(CampaignCalendar.STAYS_MAX_BY_WEEK);
                    assertThat(day.more()).isEqualTo(11);
                });
        assertThat(CampaignCalendar.of(List.of(pages), MONDAY, MONDAY.plusDays(6), 11)
                        .weeks()
                        .getFirst()
                        .get(1))
                .satisfies(day -> {
                    assertThat(day.stays()).hasSize(CampaignCalendar.STAYS_MAX_BY_MONTH);
                    assertThat(day.more()).isEqualTo(49);
                });
    }

    @Test
    void a_plan_moves_to_the_same_hour_of_another_day_and_stays_as_long_also_where_the_clock_changes() {
        Plan plan =
                form("2026-10-24T10:00", "2026-10-25T10:00", "1; Pot; 2; 1; 0").toPlan();
        Plan moved = CampaignCalendar.moved(plan, LocalDate.of(2026, 10, 26));
        assertThat(moved.within().from()).isEqualTo(Instant.parse("2026-10-26T10:00:00Z"));
        assertThat(moved.within().length()).isEqualTo(plan.within().length());
        assertThat(moved.items()).isEqualTo(plan.items());
    }

    @Test
    void a_plan_is_not_moved_to_where_it_has_no_start() {
        Plan plan =
                form("2026-11-10T00:00", "2026-11-11T00:00", "1; Pot; 2; 1; 0").toPlan();
        Instant closed = plan.within().from().plus(Duration.ofDays(3));
        Plan limited = plan.steeredBy(
                new Steering(new TreeMap<>(), 0, List.of(new TimeWindow(closed, closed.plus(Duration.ofHours(2)))), 0));
        assertThatThrownBy(() -> CampaignCalendar.moved(limited, LocalDate.of(2026, 11, 13)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("no hour");
    }
}
