package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.projections.models.ModelReleases;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each person's main path through the console, in the order in which one sale goes: plan, move, approve, audit. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleInBrowserTest extends BrowserTest {

    private static final CampaignId TEA = new CampaignId("tea");
    private static final String ITEMS = "85123A; Heart; 2.95; 1.20; 15\n22423; Cakestand; 12.75; 6; 10";

    @BeforeAll
    static void receiveStock() {
        CampaignClock clock = server.get(CampaignClock.class);
        List.of("85123A", "22423").forEach(sku -> server.get(CommandGateway.class)
                .sendAndWait(new ReceiveStock(new Sku(sku), new WarehouseId("LON"), 500, "r-" + sku, clock.instant())));
    }

    private static void settle() {
        CampaignClock clock = server.get(CampaignClock.class);
        clock.advanceTo(clock.instant());
    }

    private static Drafted tea() {
        return (Drafted) server.get(Campaigns.class).load(TEA);
    }

    private static Plan plan() {
        return tea().version().plan();
    }

    @Test
    @Order(1)
    void aMarketerIsToldWhileTypingWhatIsWrongAndWhatThePlanWouldBring() {
        Page mei = as("mei");
        mei.navigate(server.url() + "/campaigns/new");
        mei.fill("[name=campaignId]", "tea");
        mei.fill("[name=name]", "Tea sale");
        mei.fill("[name=from]", "2026-11-11T00:00");
        mei.fill("[name=to]", "2026-11-12T06:00");
        mei.fill("[name=items]", "85123A; Heart; 2.95; 1.20; 90");
        mei.press("[name=items]", "Tab");
        mei.waitForSelector("#check .bad >> text=guardrail");
        assertThat(mei.getAttribute("[name=items]", "class")).contains("is-invalid");
        mei.fill("[name=items]", ITEMS);
        mei.press("[name=items]", "Tab");
        mei.waitForSelector("#check .good");
        mei.waitForSelector("#what-if-units");
        assertThat(mei.getAttribute("[name=items]", "class")).doesNotContain("is-invalid");

        mei.focus("[name=discountStep]");
        mei.keyboard().press("ArrowRight");
        mei.waitForSelector("#what-if .delta");
        mei.waitForSelector(".drivers li");
        isFine(mei);
        picture(mei, "plan");
        mei.click("main form.plan-form button[type=submit]");
        assertThat(mei.textContent(".alert-success")).contains("saved");
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(2)
    void aDraftIsMovedOnTheCalendarByDraggingAndByKeyboard() {
        Page mei = as("mei");
        mei.navigate(server.url() + "/calendar?day=2026-11-11");
        mei.dragAndDrop("[data-form=move-tea]", "[data-day='2026-11-13']");
        mei.waitForSelector(".alert-success");
        assertThat(plan().within().from()).isEqualTo(Instant.parse("2026-11-13T00:00:00Z"));

        mei.focus("[data-form=move-tea] summary");
        mei.keyboard().press("Enter");
        mei.fill("#move-tea [name=to]", "2026-11-12");
        mei.press("#move-tea button", "Enter");
        mei.waitForSelector(".alert-success >> text=12 Nov 2026");
        assertThat(plan().within().from()).isEqualTo(Instant.parse("2026-11-12T00:00:00Z"));
        assertThat(plan().items()).hasSize(2);

        mei.navigate(server.url() + "/campaigns/tea/versions?from=1&to=3");
        assertThat(mei.textContent(".diff")).contains("2026-11-11T00:00").contains("2026-11-12T00:00");
        isFine(mei);
        mei.navigate(server.url() + "/campaigns/tea");
        mei.click("main .next form button[type=submit]");
        settle();
        assertThat(tea().phase()).isEqualTo("awaiting-approval");
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(3)
    void aPersonDecidesOtherwiseWithAReasonAndSomebodyElseApprovesIt() {
        Page max = as("max");
        max.navigate(server.url() + "/decisions?campaign=tea&kind=SCHEDULE");
        max.click("#found a[href^='/decisions/']");
        max.click("#override summary");
        max.fill("#override [name=reason]", "The same hours.");
        max.click("#override button");
        assertThat(max.textContent(".alert-success")).contains("what was decided already");
        max.click("#override summary");
        String decided = max.inputValue("#override [name=from]");
        String otherwise = decided.equals("2026-11-12T01:00") ? "2026-11-12T02:00" : "2026-11-12T01:00";
        max.fill("#override [name=from]", otherwise);
        max.fill("#override [name=reason]", "The town is at the match.");
        max.click("#override button");
        assertThat(max.textContent(".alert-success")).contains("your decision");
        assertThat(max.textContent(".alert-warning"))
                .contains("max decided otherwise")
                .contains("match");
        isFine(max);
        max.navigate(server.url() + "/inbox");
        assertThat(max.querySelector("form[action$='/campaigns/tea/approve']"))
                .as("who decided otherwise does not approve it")
                .isNull();

        Page ana = as("ana");
        ana.navigate(server.url() + "/inbox");
        assertThat(ana.textContent("main")).contains("max decided otherwise").contains("The town is at the match.");
        isFine(ana);
        ana.click("form[action$='/campaigns/tea/approve'] button");
        settle();
        assertThat(tea().phase()).isEqualTo("approved");
        assertThat(((Proposed) tea()).proposal().schedule().window().from())
                .isEqualTo(Instant.parse(otherwise + ":00Z"));
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(4)
    void anAuditorFindsADecisionTakesItAgainAndProvesIt() {
        Page audra = as("audra");
        audra.navigate(server.url() + "/decisions");
        audra.selectOption("[name=kind]", "INVENTORY");
        audra.waitForCondition(() -> audra.querySelectorAll("#found tbody tr").size() == 1);
        assertThat(audra.textContent("#found")).contains("Tea sale").contains("set aside");
        audra.fill("[name=text]", "no such words");
        audra.waitForSelector("#found >> text=No decision");
        audra.fill("[name=text]", "set aside");
        audra.click("#found a[href^='/decisions/']");
        audra.click("#take-again");
        audra.waitForSelector("#again .good");
        audra.waitForSelector("#again li >> text=to the bit");
        proven(audra);
        assertThat(fetched(audra, "#evidence-pack")).startsWith("application/zip PK");
        isFine(audra);
        picture(audra, "decision");
        assertThat(complaints).isEmpty();
    }

    /** Checkpoints are signed every second here. */
    private static void proven(Page page) {
        page.waitForCondition(() -> {
            page.click("#prove");
            page.waitForSelector("#proof p");
            return page.querySelector("#proof .good") != null;
        });
        assertThat((String) page.evaluate("async () => (await fetch(document.querySelector('#proof a').href)).text()"))
                .startsWith("c2sp.org/tlog-proof@v1");
    }

    @Test
    @Order(5)
    void anAuditorSeesACampaignAsItWasAndChangesNothing() {
        Page audra = as("audra");
        audra.navigate(server.url() + "/campaigns/tea");
        assertThat(audra.querySelector("main form:not([action='/operations/checks/replays'])"))
                .isNull();
        audra.click("text=As it was");
        audra.waitForLoadState();
        audra.focus("#step");
        audra.keyboard().press("Home");
        audra.waitForSelector("#then .phase-drafting");
        assertThat(audra.textContent("#step-says")).contains("Drafted");
        audra.click("[data-step-by='1']");
        audra.waitForSelector("#step-says >> text=Plan revised");
        isFine(audra);

        long events = server.get(EventLog.class).head();
        for (String path : List.of("/campaigns/tea/stop", "/calendar/tea/move", "/campaigns")) {
            int status = (int) audra.evaluate(
                    "path => fetch(path, { method: 'POST', headers: { 'Content-Type':"
                            + " 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ reason: 'no', to:"
                            + " '2026-11-20', planVersion: 3, isNew: true, _csrf:"
                            + " document.querySelector('[name=_csrf]').value }) }).then(answer => answer.status)",
                    path);
            assertThat(status).as(path).isEqualTo(403);
        }
        assertThat(server.get(EventLog.class).head()).isEqualTo(events);
    }

    private static void until(String time) {
        server.get(CampaignClock.class).advanceTo(Instant.parse(time));
    }

    private static void sell(String id, int units) {
        String line = String.format(
                "{\"id\":\"%s\",\"at\":\"%s\",\"shopper\":\"shopper-%s\",\"action\":\"ORDER\",\"sku\":\"85123A\","
                        + "\"units\":%d,\"priceCents\":251}",
                id, server.get(CampaignClock.class).instant(), id, units);
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/campaigns/tea/signals"))
                                    .header(
                                            "Authorization",
                                            "Basic " + Base64.getEncoder().encodeToString("shop:shop".getBytes()))
                                    .header("Content-Type", "application/x-ndjson")
                                    .POST(HttpRequest.BodyPublishers.ofString(line))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Order(6)
    void aRunningSaleIsSeenAsItGoes() {
        until("2026-11-12T02:00:00Z");
        assertThat(tea().phase()).isEqualTo("live");
        Page mei = as("mei");
        mei.navigate(server.url() + "/campaigns/tea/live");
        mei.waitForSelector("#live-says >> text=Live");
        // Whoever is held out does not count; of so many, most are not.
        for (int i = 0; i < 6; i++) {
            sell("order-" + i, 2);
        }
        mei.waitForCondition(() -> !mei.textContent("#figures .figures > div:nth-child(2) dd")
                .strip()
                .equals("0"));
        assertThat(mei.querySelector("details.danger")).isNotNull();
        isFine(mei);
        picture(mei, "live");

        long last = server.get(EventLog.class).head() - 1;
        Page audra = as("audra");
        audra.navigate(server.url() + "/campaigns/tea/as-of?position=" + last);
        assertThat(audra.textContent("#step-says"))
                .as("what shoppers did came after the campaign's last event, and is shown")
                .contains("up to position " + last)
                .containsPattern("up to event \\d+, 12 Nov 2026, 02:00$");
        isFine(audra);
        audra.navigate(server.url() + "/campaigns/tea/as-of");
        assertThat(audra.textContent("#step-says")).doesNotContain("position");
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(7)
    void aClosedSaleHasItsReportAsPageAsPdfAndItsTablesAsCsv() {
        until("2026-11-13T04:00:00Z");
        assertThat(tea().phase()).isEqualTo("closed");
        for (String language : List.of("en-GB", "zh-CN")) {
            Page mei = as("mei", language, ColorScheme.LIGHT);
            mei.navigate(server.url() + "/campaigns/tea");
            isFine(mei);
            assertThat(fetched(mei, "#report-pdf")).isEqualTo("application/pdf %PDF-");
        }
        Page mei = as("mei");
        for (String table : List.of(
                "/campaigns.csv",
                "/stock.csv",
                "/models.csv",
                "/decisions.csv?campaign=tea",
                "/campaigns/tea/items.csv",
                "/campaigns/tea/adjustments.csv",
                "/campaigns/tea/timeline.csv",
                "/campaigns/tea/acts.csv",
                "/campaigns/tea/sales.csv")) {
            String csv = (String) mei.evaluate("table => fetch(table).then(answer => answer.text())", table);
            assertThat(csv.lines().toList()).as(table).hasSizeGreaterThanOrEqualTo(table.contains("adjust") ? 1 : 2);
        }
    }

    @Test
    @Order(8)
    void anOperatorVerifiesTheLogTakesEverythingAgainAndSeesProcessesAndData() {
        Page otto = as("otto");
        otto.navigate(server.url() + "/operations");
        otto.click(".tabs >> text=Checks");
        otto.click("#verify");
        otto.waitForSelector("#verdict.good");
        otto.click("#replay");
        otto.waitForSelector("#replayed.good");
        isFine(otto);
        otto.click("text=← Checks");
        assertThat(otto.textContent("main")).contains("Every decision of every campaign");
        isFine(otto);
        picture(otto, "checks");
        otto.click(".tabs >> text=Processes");
        assertThat(otto.textContent("main")).contains("model-promotion");
        isFine(otto);
        otto.click(".tabs >> text=Data");
        assertThat(otto.textContent("main")).contains("Online Retail").contains("69,540");
        isFine(otto);
        otto.click("text=Quality report");
        assertThat(otto.title()).isNotBlank();

        Page audra = as("audra");
        audra.navigate(server.url() + "/operations/checks");
        audra.click("#verify");
        audra.waitForSelector("#verdict.good");
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(9)
    void anAuditorAnswersForASaleWithReplayTransparencyCounterfactualAndPack() {
        Page audra = as("audra");
        audra.navigate(server.url() + "/campaigns/tea");
        audra.click("#account #replay");
        audra.waitForSelector("#replayed.good");
        isFine(audra);
        assertThat(fetched(audra, "#replay-pdf")).startsWith("application/pdf %PDF-");
        assertThat(fetched(audra, "#replay-json")).startsWith("application/json {");
        picture(audra, "replay");

        audra.navigate(server.url() + "/campaigns/tea");
        audra.click("#account >> text=Who decided what");
        assertThat(audra.textContent("main")).contains("max").contains("Approved the plan");
        isFine(audra);
        assertThat(fetched(audra, "#transparency-pdf")).startsWith("application/pdf %PDF-");
        picture(audra, "transparency");

        audra.navigate(server.url() + "/campaigns/tea");
        assertThat(fetched(audra, "#evidence-pack")).startsWith("application/zip PK");

        audra.click("#account >> text=Decided otherwise");
        assertThat(audra.isChecked("[name=campaigns][value=tea]")).isTrue();
        audra.click("#ask button");
        assertThat(audra.textContent(".alert-danger")).contains("must name a policy");
        audra.selectOption("[name='policy[SCHEDULE]']", "evening-schedule/1");
        isFine(audra);
        picture(audra, "counterfactuals");
        audra.click("#ask button");
        audra.waitForSelector("#reconsidered");
        assertThat(audra.textContent("#reconsidered")).contains("looked at again: 1");
        assertThat(audra.textContent("#valued")).contains("Not valued").contains("it takes 30");
        isFine(audra);
        picture(audra, "counterfactual");

        audra.navigate(server.url() + "/operations/log-ins");
        assertThat(audra.textContent("main")).contains("mei").contains("Came in");
        isFine(audra);
        picture(audra, "log-ins");
        assertThat(complaints).isEmpty();

        Page mei = as("mei");
        mei.navigate(server.url() + "/campaigns/tea");
        assertThat(mei.querySelector("#evidence-pack")).isNull();
        assertThat(mei.navigate(server.url() + "/campaigns/tea/evidence-pack").status())
                .isEqualTo(403);
        assertThat(mei.navigate(server.url() + "/operations/log-ins").status()).isEqualTo(403);
    }

    @Test
    @Order(10)
    void anOperatorUploadsImportsAndTrainsWithProgressAndCallsOff(@TempDir Path folder) throws IOException {
        Page otto = as("otto");
        otto.navigate(server.url() + "/operations/imports");
        Path file = Files.writeString(
                folder.resolve("past.csv"),
                "user_id,item_id,category_id,behavior_type,timestamp\n1,2,3,pv,1511544070\n1,2,3,buy,1511550000\n"
                        + "1,2,3,fly,1511550001\n");
        otto.setInputFiles("#file", file);
        otto.click("#upload");
        assertThat(otto.textContent(".alert-success")).contains("past.csv");
        otto.selectOption("#import [name=data]", "past.csv");
        otto.selectOption("#import [name=layout]", "taobao");
        otto.fill("#import [name=name]", "past-clicks");
        isFine(otto);
        picture(otto, "imports");
        otto.click("#begin");
        otto.waitForSelector("#imported");
        assertThat(otto.textContent("#imported")).contains("Rows").contains("3");
        isFine(otto);
        picture(otto, "import");
        otto.click("main >> text=Quality report");
        assertThat(otto.title()).isNotBlank();

        otto.navigate(server.url() + "/operations/trainings");
        otto.selectOption("#train [name=model]", "demand");
        otto.fill("#train [name=seed]", "5");
        otto.fill("#train [name=epochs]", "1000");
        otto.click("#train button");
        otto.waitForSelector("#epoch", PATIENT);
        otto.click("#cancel");
        otto.waitForSelector("#stage >> text=Called off", PATIENT);
        assertThat(otto.textContent("main")).contains("Nothing new is on the shelf");
        int before = releases();

        otto.navigate(server.url() + "/operations/trainings");
        otto.selectOption("#train [name=model]", "demand");
        otto.fill("#train [name=seed]", "5");
        otto.fill("#train [name=epochs]", "2");
        otto.click("#train button");
        otto.waitForSelector("#stage.good", PATIENT);
        assertThat(otto.querySelector(".curve polyline")).isNotNull();
        isFine(otto);
        picture(otto, "training");
        assertThat(releases()).as("what was trained is a release").isEqualTo(before + 1);
        otto.navigate(server.url() + "/models");
        assertThat(otto.textContent("main")).contains("seed-5");

        Page audra = as("audra");
        audra.navigate(server.url() + "/operations/imports");
        assertThat(audra.querySelector("#import")).as("auditors only look").isNull();
        assertThat(complaints).isEmpty();
    }

    /** On a busy machine a pass takes its time. */
    private static final Page.WaitForSelectorOptions PATIENT = new Page.WaitForSelectorOptions().setTimeout(300_000);

    private static int releases() {
        return server.get(ModelReleases.class).all().size();
    }

    /** Type and first bytes of what a link leads to. */
    private static String fetched(Page page, String link) {
        return (String) page.evaluate(
                "async link => { const answer = await fetch(document.querySelector(link).href);"
                        + " return answer.headers.get('content-type') + ' ' + (await answer.text()).slice(0, 5); }",
                link);
    }

    @Test
    @Order(11)
    void aMarketerSaysThatADecisionWasWrongAndTheReportHasIt() {
        Page mei = as("mei");
        mei.navigate(server.url() + "/decisions?campaign=tea&kind=INVENTORY");
        mei.click("#found a[href^='/decisions/']");
        mei.check("#judgements [value=WRONG]");
        mei.fill("#judgements [name=reason]", "Half of it came back.");
        mei.click("#judgements button");
        assertThat(mei.textContent(".alert-success")).contains("Recorded");
        assertThat(mei.textContent("#judgements li"))
                .contains("Wrong")
                .contains("Half of it came back.")
                .contains("mei");
        mei.check("#judgements [value=USEFUL]");
        mei.fill("#judgements [name=reason]", " ");
        mei.click("#judgements button");
        assertThat(mei.textContent(".alert-danger")).contains("Say why");
        isFine(mei);
        picture(mei, "judgement");

        Page audra = as("audra", "zh-CN", ColorScheme.DARK);
        audra.navigate(mei.url());
        assertThat(audra.textContent("#judgements li")).contains("错误").contains("Half of it came back.");
        assertThat(audra.querySelector("#judgements form")).isNotNull();
        audra.setViewportSize(390, 800);
        isFine(audra);
        picture(audra, "judgement-phone");
        audra.navigate(server.url() + "/campaigns/tea/transparency");
        assertThat(audra.textContent("main")).contains("Half of it came back.");

        Page otto = as("otto");
        otto.navigate(mei.url());
        assertThat(otto.querySelector("#judgements form")).isNull();
        long events = server.get(EventLog.class).head();
        assertThat((int) otto.evaluate("() => fetch(location.pathname + '/judgement', { method: 'POST', headers: {"
                        + " 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({"
                        + " verdict: 'WRONG', reason: 'no', _csrf: document.querySelector('[name=_csrf]').value })"
                        + " }).then(answer => answer.status)"))
                .isEqualTo(403);
        assertThat(server.get(EventLog.class).head()).isEqualTo(events);
        assertThat(complaints).allMatch(complaint -> complaint.contains("403"));
    }

    @ParameterizedTest
    @CsvSource({"en-GB,LIGHT", "zh-CN,DARK"})
    @Order(12)
    void everyPageIsAccessibleInBothLanguagesAndAtTheWidthOfAPhone(String language, ColorScheme colours) {
        Page mei = as("mei", language, colours);
        for (String path : List.of(
                "/",
                "/calendar?day=2026-11-12",
                "/calendar?by=week&day=2026-11-12",
                "/campaigns/new",
                "/campaigns/tea",
                "/campaigns/tea/as-of",
                "/campaigns/tea/live",
                "/inbox",
                "/decisions",
                "/stock",
                "/models")) {
            mei.setViewportSize(1280, 900);
            mei.navigate(server.url() + path);
            isFine(mei);
            mei.setViewportSize(390, 800);
            isFine(mei);
        }
        Page otto = as("otto", language, colours);
        for (String path : List.of(
                "/operations",
                "/operations/checks",
                "/operations/processes",
                "/operations/imports",
                "/operations/trainings")) {
            otto.navigate(server.url() + path);
            isFine(otto);
        }
        Page audra = as("audra", language, colours);
        for (String path : List.of("/campaigns/tea/transparency", "/counterfactuals", "/operations/log-ins")) {
            audra.setViewportSize(1280, 900);
            audra.navigate(server.url() + path);
            isFine(audra);
            audra.setViewportSize(390, 800);
            isFine(audra);
        }
    }
}
