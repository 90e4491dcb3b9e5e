package io.reprise.projections.campaignpage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignLaunched;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.projections.board.Board;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.store.Folding;
import io.reprise.projections.store.SaleHistory;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CampaignPagesTest {

    private static TestMongo mongo;

    @BeforeAll
    static void start() {
        mongo = new TestMongo();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    /** The page after the first event of a type, without going through the store. */
    private static CampaignPage after(Class<? extends CampaignEvent> last) {
        CampaignPage page = null;
        long position = 0;
        for (CampaignEvent event : SaleHistory.ofSale()) {
            page = CampaignPages.fold(page, position++, event);
            if (last.isInstance(event)) {
                return page;
            }
        }
        throw new AssertionError("no " + last);
    }

    @Test
    void page_and_board_are_always_in_the_phase_the_campaign_is_in() {
        CampaignPages pages = new CampaignPages(mongo.database(), EventJson.mapper());
        Board board = new Board(mongo.database(), EventJson.mapper());
        Campaign state = Campaign.NOT_DRAFTED;
        long position = 0;

        for (CampaignEvent event : SaleHistory.ofSale()) {
            state = CampaignHistory.evolve(state, event);
            Folding.fold(pages, position, event);
            Folding.fold(board, position++, event);

            CampaignPage page = pages.find(SaleHistory.SALE).orElseThrow();
            assertThat(page.phase).as("after " + event).isEqualTo(state.phase());
            assertThat(board.find("double-11").orElseThrow().phase).isEqualTo(state.phase());
            if (state instanceof Live live) {
                assertThat(page.discountsBps).isEqualTo(live.discountsBps());
                assertThat(page.pushWaves).isEqualTo(live.pushWaves());
                assertThat(page.adjustments)
                        .extracting(line -> line.stage)
                        .isEqualTo(live.adjustments().stream()
                                .map(Campaign.Adjustment::stage)
                                .toList());
            }
        }
    }

    @Test
    void a_plan_that_was_sent_back_is_not_proposed_any_more() {
        CampaignPage page = after(PlanSentBack.class);

        assertThat(page.sentBackComment).isEqualTo("cheaper, please");
        assertThat(page.proposalHash).isEmpty();
        assertThat(page.approver).isEmpty();
        assertThat(page.deadline).isEmpty();
        assertThat(page.schedule).isEmpty();
        assertThat(page.inventory).isEmpty();
        assertThat(page.forecasts).isEmpty();
    }

    @Test
    void the_discounts_of_a_launched_sale_are_those_of_the_plan() {
        CampaignPage page = after(CampaignLaunched.class);

        assertThat(page.discountsBps).containsEntry(SaleHistory.LAMP, 2_000);
        assertThat(page.approvedBy).isEqualTo("ana");
        assertThat(page.versions).hasSize(3);
    }

    @Test
    void the_adjustment_that_waits_is_the_pending_one() {
        CampaignPage page = after(AdjustmentProposed.class);

        assertThat(page.pendingAdjustment().orElseThrow().decisionId).isEqualTo(SaleHistory.id("adjustment2"));
        assertThat(page.pendingAdjustment().orElseThrow().deadline).isPresent();
    }

    @Test
    void the_timeline_has_a_line_for_each_event() {
        CampaignPage page = null;
        List<CampaignEvent> events = SaleHistory.ofSale();
        for (int i = 0; i < events.size(); i++) {
            page = CampaignPages.fold(page, i, events.get(i));
        }

        assertThat(page.timeline)
                .extracting(CampaignPage.TimelineEntry::event)
                .containsExactlyElementsOf(events.stream()
                        .map(event -> event.getClass().getSimpleName())
                        .toList());
    }

    @Test
    void versions_that_would_not_fit_in_a_document_give_way_oldest_first() {
        Plan large = large();
        CampaignPage page = CampaignPages.fold(
                null, 0, new CampaignDrafted(SaleHistory.SALE, large, SaleHistory.MEI, Instant.EPOCH));
        for (int version = 2; version <= 40; version++) {
            page = CampaignPages.fold(
                    page, version, new PlanRevised(SaleHistory.SALE, version, large, SaleHistory.MEI, Instant.EPOCH));
        }

        assertThat(page.versions).hasSize(25);
        assertThat(page.version().number()).isEqualTo(40);
    }

    private static Plan large() {
        Plan plan = SaleHistory.plan("Large", 1_000);
        return new Plan(
                plan.name(),
                plan.currency(),
                plan.zone(),
                plan.within(),
                plan.lengthHours(),
                plan.monitorMinutes(),
                plan.pushWaves(),
                plan.extraPushWaves(),
                plan.holdOutBps(),
                plan.discountBudgetCents(),
                plan.guardrails(),
                IntStream.range(0, Plan.ITEMS_MAX)
                        .mapToObj(i -> new Plan.PlannedItem(new Sku("S" + i), "Item", 1_000, 100, 1_000))
                        .toList());
    }
}
