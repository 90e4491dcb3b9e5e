package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.nio.file.Path;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The approval path as people go it, in a real browser: marketer, approver, and the two refusals between them. */
class ApprovalInBrowserTest extends BrowserTest {

    @BeforeAll
    static void receiveStock() {
        server.get(CommandGateway.class)
                .sendAndWait(new ReceiveStock(
                        new Sku("85123A"),
                        new WarehouseId("LON"),
                        500,
                        "r-1",
                        server.get(CampaignClock.class).instant()));
    }

    private static void settle() {
        CampaignClock clock = server.get(CampaignClock.class);
        clock.advanceTo(clock.instant());
    }

    private static void plan(Page page, String id, String items) {
        page.navigate(server.url() + "/campaigns/new");
        page.fill("[name=campaignId]", id);
        page.fill("[name=name]", "Tea sale");
        page.fill("[name=from]", "2026-11-11T00:00");
        page.fill("[name=to]", "2026-11-12T06:00");
        page.fill("[name=items]", items);
        page.click("main form.plan-form button[type=submit]");
    }

    private static void submit(Page page, String id) {
        page.navigate(server.url() + "/campaigns/" + id);
        page.click("main .next form button[type=submit]");
        settle();
    }

    private static String phase(String id) {
        return server.get(Campaigns.class).load(new CampaignId(id)).phase();
    }

    @Test
    void aMarketerPlansAndAnApproverApproves() {
        Page mei = as("mei");
        plan(mei, "tea", "85123A; Heart; 2.95; 1.20; 15");
        assertThat(mei.textContent(".alert-success")).contains("saved");
        submit(mei, "tea");
        assertThat(phase("tea")).isEqualTo("awaiting-approval");

        Page ana = as("ana");
        ana.navigate(server.url() + "/inbox");
        assertThat(ana.textContent("main")).contains("Tea sale").contains("escalated");
        ana.click("form[action$='/campaigns/tea/approve'] button");
        assertThat(ana.textContent(".alert-success")).contains("Approved");
        settle();
        assertThat(phase("tea")).isEqualTo("approved");

        ana.navigate(server.url() + "/campaigns/tea");
        ana.waitForSelector(".diagram svg .standing");
        ana.waitForSelector(".chart canvas");
        ana.navigate(server.url() + "/campaigns/tea?lang=zh-CN");
        assertThat(ana.textContent("h1 + p")).contains("已批准");
        whatMovedTheModelsIsShown();
        assertThat(complaints).isEmpty();
    }

    private void whatMovedTheModelsIsShown() {
        Page audra = as("audra");
        audra.navigate(server.url() + "/campaigns/tea");
        audra.click("a[href^='/decisions/'] >> nth=0");
        audra.click("#attributions");
        assertThat(audra.textContent(".attribution >> nth=0"))
                .contains("Share of the hour")
                .contains("Discount");
        audra.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/attributions.png"))
                .setFullPage(true));
    }

    @Test
    void anErrorInThePlanIsShownAndNothingTypedIsLost() {
        Page mei = as("mei");
        plan(mei, "broken", "85123A; Heart; 2.95; 1.20; 90");
        assertThat(mei.textContent("#wrong")).contains("guardrail");
        assertThat(mei.inputValue("[name=items]")).contains("90");
        plan(mei, "unknown", "NO-SUCH; Thing; 2.95; 1.20; 10");
        assertThat(mei.textContent("#wrong")).contains("NO-SUCH");
    }

    @Test
    void whatChangedSinceIsNotApproved() {
        Page mei = as("mei");
        plan(mei, "stale", "85123A; Heart; 2.95; 1.20; 10");
        submit(mei, "stale");
        Page ana = as("ana");
        ana.navigate(server.url() + "/inbox");
        ana.waitForSelector("form[action$='/campaigns/stale/approve']");

        mei.navigate(server.url() + "/campaigns/stale/edit");
        mei.fill("[name=items]", "85123A; Heart; 2.95; 1.20; 20");
        mei.click("main form.plan-form button[type=submit]");
        settle();
        submit(mei, "stale");

        ana.click("form[action$='/campaigns/stale/approve'] button");
        assertThat(ana.textContent(".alert-danger")).contains("changed since");
        assertThat(phase("stale")).isEqualTo("awaiting-approval");
    }

    @Test
    void nobodyApprovesTheirOwnPlan() {
        // max may plan and may approve, but not both for one plan.
        Page max = as("max");
        plan(max, "own", "85123A; Heart; 2.95; 1.20; 10");
        submit(max, "own");
        AwaitingApproval waiting =
                (AwaitingApproval) server.get(Campaigns.class).load(new CampaignId("own"));
        max.navigate(server.url() + "/inbox");
        assertThat(max.querySelector("form[action$='/campaigns/own/approve']")).isNull();
        // Nor by a form of one's own making.
        max.evaluate(
                "hash => { const csrf = document.querySelector('[name=_csrf]').cloneNode();"
                        + "const form = document.createElement('form'); form.method = 'post';"
                        + "form.action = '/campaigns/own/approve'; form.append(csrf);"
                        + "const field = document.createElement('input'); field.name = 'proposalHash'; field.value = hash;"
                        + "form.append(field); document.body.append(form); form.submit(); }",
                waiting.proposal().hash());
        max.waitForSelector(".alert-danger");
        assertThat(max.textContent(".alert-danger")).contains("four eyes");
        assertThat(phase("own")).isEqualTo("awaiting-approval");
    }

    private static int complete(Page page, String id) {
        String task = server.get(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKey(id)
                .singleResult()
                .getId();
        // What Tasklist's own button sends.
        return (int) page.evaluate(
                "task => fetch('/camunda/api/engine/engine/default/task/' + task + '/complete', { method: 'POST',"
                        + "headers: { 'Content-Type': 'application/json',"
                        + "'X-XSRF-TOKEN': document.cookie.match(/XSRF-TOKEN=([^;]+)/)[1] }, body: '{}' })"
                        + ".then(answer => answer.status)",
                task);
    }

    private Page atTasklist(String person) {
        Page page = as(person);
        page.navigate(server.url() + "/camunda/app/tasklist/default/");
        page.waitForSelector("text=Waiting for people");
        return page;
    }

    @Test
    void camundasTasklistKnowsThePersonAndRefusesWithTheSameReasons() {
        Page max = as("max");
        plan(max, "listed", "85123A; Heart; 2.95; 1.20; 10");
        submit(max, "listed");

        assertThat(complete(atTasklist("max"), "listed")).as("their own plan").isGreaterThanOrEqualTo(400);
        assertThat(complete(atTasklist("mei"), "listed"))
                .as("not their role's task")
                .isGreaterThanOrEqualTo(400);
        assertThat(complete(atTasklist("otto"), "listed"))
                .as("may do everything in the engine, but approves no plan")
                .isGreaterThanOrEqualTo(400);
        assertThat(phase("listed")).isEqualTo("awaiting-approval");

        Page ana = atTasklist("ana");
        ana.click("a[href*='task='] >> nth=0");
        ana.waitForSelector("text=Approve the plan");
        assertThat(complete(ana, "listed")).isEqualTo(204);
        settle();
        assertThat(phase("listed")).isEqualTo("approved");
    }

    @Test
    void nobodyEntersCamundaWithoutLoggingIn() {
        try (BrowserContext context = browser.newContext()) {
            Page stranger = context.newPage();
            stranger.navigate(server.url() + "/camunda/app/cockpit/default/");
            assertThat(stranger.url()).contains("/login");
        }
        Page mei = as("mei");
        mei.navigate(server.url() + "/camunda/app/cockpit/default/");
        assertThat(mei.querySelector("text=Process Definitions")).isNull();
    }
}
