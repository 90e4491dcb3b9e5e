package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class CampaignApiTest extends ApiTest {

    @BeforeEach
    void stock() {
        core.handle(new ReceiveStock(LiveSale.LAMP, LiveSale.LEEDS, 1, "first", LiveSale.START));
    }

    private Answer put(String body) {
        return call(HttpMethod.PUT, "mei", campaign("/plan"), body, MediaType.APPLICATION_JSON);
    }

    @Test
    void a_marketer_drafts_a_campaign_and_finds_it_on_its_page_and_on_the_board() {
        Answer drafted = post("mei", "/api/v1/campaigns", draft());

        assertThat(drafted.status()).as(drafted.body().toString()).isEqualTo(201);
        assertThat(drafted.text("/campaignId")).isEqualTo(id);
        assertThat(drafted.text("/planVersion")).isEqualTo("1");
        assertThat(drafted.text("/phase")).isEqualTo("drafting");
        Answer page = get("audra", campaign(""));
        assertThat(page.text("/plan/items/0/sku")).isEqualTo("LAMP");
        assertThat(page.text("/author")).isEqualTo("mei");
        assertThat(page.text("/planVersion")).isEqualTo("1");
        assertThat(page.text("/timeline/0/event")).isEqualTo("CampaignDrafted");
        assertThat(get("shop", "/api/v1/campaigns").body().findValuesAsText("campaignId"))
                .contains(id);
    }

    @Test
    void the_same_draft_sent_again_changes_nothing_and_is_answered_the_same() {
        Answer first = post("mei", "/api/v1/campaigns", draft());
        int events = core.events().size();

        Answer second = post("mei", "/api/v1/campaigns", draft());

        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(core.events()).hasSize(events);
    }

    @Test
    void how_a_sale_is_steered_may_be_said_and_is_checked() {
        String steering = "\"steering\":{\"policies\":{\"SCHEDULE\":{\"name\":\"evening-schedule\",\"version\":1}},"
                + "\"explorationBps\":500,\"blackouts\":[],\"stockBudgetCents\":900000},";
        String plan = draft().replaceFirst("\"plan\":\\s*\\{", "\"plan\":{" + steering);

        assertThat(post("mei", "/api/v1/campaigns", plan.replace("evening-schedule", "late-schedule"))
                        .text("/field"))
                .isEqualTo("steering.policies.SCHEDULE");
        assertThat(post("mei", "/api/v1/campaigns", plan.replace("\"explorationBps\":500,", ""))
                        .text("/field"))
                .isEqualTo("steering.explorationBps");
        assertThat(post("mei", "/api/v1/campaigns", plan).status()).isEqualTo(201);
        assertThat(get("audra", campaign("")).text("/plan/steering/explorationBps"))
                .isEqualTo("500");
    }

    @Test
    void a_plan_is_revised_and_submitted() {
        sale().drafted();
        String plan = draft().replaceAll("^\\{.*?\"plan\":", "{\"plan\":").replace("Double 11", "Twelve");

        assertThat(put(plan).text("/planVersion")).isEqualTo("2");
        assertThat(post("mei", campaign("/submit"), "{\"planVersion\":2}").text("/phase"))
                .isEqualTo("predicting");
    }

    @Test
    void a_plan_is_approved_by_the_hash_of_what_was_seen() {
        sale().awaitingApproval();
        assertThat(get("ana", "/api/v1/tasks").body().findValuesAsText("campaignId"))
                .contains(id);
        String hash = get("ana", campaign("")).text("/proposalHash");

        Answer approved = post("ana", campaign("/approve"), "{\"proposalHash\":\"" + hash + "\"}");

        assertThat(approved.text("/phase")).isEqualTo("approved");
        assertThat(get("ana", "/api/v1/tasks").body().findValuesAsText("campaignId"))
                .doesNotContain(id);
    }

    @Test
    void a_plan_is_sent_back_with_a_comment() {
        sale().awaitingApproval();
        String hash = sale().proposalHash();

        refused(
                () -> post("finn", campaign("/send-back"), "{\"proposalHash\":\"" + hash + "\",\"comment\":\" \"}"),
                400,
                "CommentMissing",
                "comment");
        Answer back =
                post("finn", campaign("/send-back"), "{\"proposalHash\":\"" + hash + "\",\"comment\":\"cheaper\"}");

        assertThat(back.text("/phase")).isEqualTo("drafting");
        assertThat(get("mei", campaign("")).text("/sentBackComment")).isEqualTo("cheaper");
    }

    @Test
    void hours_are_decided_otherwise_with_a_reason_and_somebody_else_approves_them() {
        sale().awaitingApproval();
        String hash = sale().proposalHash();
        JsonNode schedule = one("SCHEDULE");
        String body = "{\"proposalHash\":\"" + hash + "\",\"reason\":\"%s\",\"outcome\":" + later(schedule) + "}";
        String path = campaign("/decisions/" + schedule.path("id").asText() + "/override");

        refused(() -> post("max", path, String.format(body, " ")), 400, "ReasonMissing", "reason");
        assertThat(post("max", path, String.format(body, "The match.")).text("/phase"))
                .isEqualTo("awaiting-approval");

        String changed = get("ana", campaign("")).text("/proposalHash");
        assertThat(changed).isNotEqualTo(hash);
        refused(
                () -> post("ana", campaign("/approve"), "{\"proposalHash\":\"" + hash + "\"}"),
                409,
                "StaleApproval",
                "proposalHash");
        assertThat(get("max", "/api/v1/tasks").body().findValuesAsText("campaignId"))
                .doesNotContain(id);
        assertThat(post("ana", campaign("/approve"), "{\"proposalHash\":\"" + changed + "\"}")
                        .text("/phase"))
                .isEqualTo("approved");
    }

    private JsonNode one(String kind) {
        for (JsonNode decision : get("audra", campaign("/decisions")).body()) {
            if (decision.path("kind").asText().equals(kind)) {
                return decision;
            }
        }
        throw new AssertionError("no decision of kind " + kind);
    }

    /** The same hours and one more, without push waves. */
    private static String later(JsonNode schedule) {
        JsonNode window = schedule.at("/outcome/window");
        return "{\"kind\":\"schedule\",\"pushWaves\":[],\"window\":{\"from\":\""
                + Instant.parse(window.path("from").asText()).plusSeconds(3_600) + "\",\"to\":\""
                + Instant.parse(window.path("to").asText()).plusSeconds(3_600) + "\"}}";
    }

    @Test
    void approving_what_has_changed_since_is_refused() {
        sale().awaitingApproval();

        refused(
                () -> post("ana", campaign("/approve"), "{\"proposalHash\":\"" + "0".repeat(64) + "\"}"),
                409,
                "StaleApproval",
                "proposalHash");
    }

    @Test
    void an_adjustment_is_approved_and_reverted() {
        LiveSale sale = sale().adjusting();
        String at = campaign("/adjustments/" + sale.adjustment());
        assertThat(get("ana", "/api/v1/tasks").body().findValuesAsText("decisionId"))
                .contains(sale.adjustment().value());
        assertThat(get("ana", campaign("")).text("/pendingAdjustment/stage")).isEqualTo("PROPOSED");

        assertThat(post("ana", at + "/approve", "{}").status()).isEqualTo(200);
        refused(() -> post("ana", at + "/reject", "{\"comment\":\"no\"}"), 409, "NotWaiting", "");
        assertThat(post("mei", at + "/revert", "{\"reason\":\"enough\"}").status())
                .isEqualTo(200);
        assertThat(get("ana", campaign("")).text("/adjustments/0/stage")).isEqualTo("REVERTED");
    }

    @Test
    void an_adjustment_is_rejected() {
        LiveSale sale = sale().adjusting();
        String at = campaign("/adjustments/" + sale.adjustment());

        assertThat(post("finn", at + "/reject", "{\"comment\":\"no\"}").status())
                .isEqualTo(200);
        refused(
                () -> post("finn", campaign("/adjustments/unheard-of/reject"), "{\"comment\":\"no\"}"),
                404,
                "UnknownDecision",
                "decisionId");
    }

    @Test
    void decisions_and_kpis_are_those_recorded() {
        sale().adjusting();

        assertThat(get("audra", campaign("/decisions")).body().findValuesAsText("seed"))
                .hasSize(4)
                .containsOnly("7");
        assertThat(get("audra", campaign("/decisions")).text("/0/outcome/kind")).isEqualTo("schedule");
        String schedule = get("audra", campaign("/decisions")).text("/0/id");
        Answer attributions = get("audra", campaign("/decisions/" + schedule + "/attributions"));
        assertThat(attributions.text("/0/role")).isEqualTo("demand");
        assertThat(attributions.text("/0/unavailable")).contains("is missing");
        Answer kpis = get("audra", campaign("/kpis"));
        assertThat(kpis.body().get("points")).hasSize(1);
        assertThat(kpis.body().at("/points/0/expectedMid").asDouble()).isPositive();
    }

    @Test
    void a_campaign_is_stopped() {
        sale().live();

        assertThat(post("otto", campaign("/stop"), "{\"reason\":\"fire\"}").text("/phase"))
                .isEqualTo("stopped");
        refused(() -> post("mei", campaign("/submit"), "{\"planVersion\":1}"), 409, "WrongPhase", "");
    }

    @Test
    void refusals_of_a_plan_name_what_is_at_fault() {
        sale().drafted();

        refused(
                () -> post("mei", "/api/v1/campaigns", draft().replace("Double 11", "Other")),
                409,
                "CampaignExists",
                "campaignId");
        refused(() -> post("mei", campaign("/submit"), "{\"planVersion\":7}"), 409, "NotLatestPlan", "planVersion");
        refused(
                () -> post(
                        "mei", "/api/v1/campaigns", draft().replace(id, "late").replace("2026-11", "2020-11")),
                422,
                "WindowInThePast",
                "within");
        refused(
                () -> post(
                        "mei",
                        "/api/v1/campaigns",
                        draft().replace(id, "lampless").replace("LAMP", "LAMB")),
                422,
                "UnknownSku",
                "items[0].sku");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, /decisions", "GET, /kpis", "POST, /stop"})
    void a_campaign_nobody_drafted_is_not_found(String method, String rest) {
        refused(
                () -> call(
                        HttpMethod.valueOf(method),
                        "mei",
                        campaign(rest),
                        "{\"reason\":\"\"}",
                        MediaType.APPLICATION_JSON),
                404,
                "UnknownCampaign",
                "campaignId");
    }

    @Test
    void a_name_that_can_never_be_one_is_invalid() {
        refused(() -> get("mei", "/api/v1/campaigns/Not_A_Name"), 400, "InvalidValue", "campaignId");
    }

    @Test
    void bodies_that_cannot_be_read_are_refused_by_line_and_field() {
        refused(() -> post("mei", "/api/v1/campaigns", "{\n\"campaignId\": oops}"), 400, "UnreadableBody", "");
        assertThat(post("mei", "/api/v1/campaigns", "{\n\"campaignId\": oops}").text("/detail"))
                .contains("line 2");
        refused(() -> post("mei", "/api/v1/campaigns", ""), 400, "UnreadableBody", "");
        refused(() -> post("mei", "/api/v1/campaigns", "[]"), 400, "UnreadableBody", "");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"lengthHours\":24|\"lengthHours\":\"x\"|UnreadableBody|lengthHours",
                "\"lengthHours\":24|\"lengthHours\":2.5|UnreadableBody|lengthHours",
                "\"lengthHours\":24|\"lengthHours\":99999999999|UnreadableBody|lengthHours",
                "\"lengthHours\":24|\"lengthHours\":99|InvalidValue|lengthHours",
                "\"lengthHours\":24|\"lengthHours\":24,\"length\":1|UnknownField|length",
                "\"lengthHours\":24,||MissingField|lengthHours",
                "\"discountBps\":1500|\"discountBps\":-1|InvalidValue|items[0].discountBps",
                "\"discountBps\":1500|\"discountBps\":4001|InvalidValue|items[0].discountBps",
                "\"name\":\"Lamp\"|\"nane\":\"Lamp\"|MissingField|items[0].name",
                "\"name\":\"Lamp\"|\"name\":\"Lamp\",\"colour\":1|UnknownField|items[0].colour",
                "\"LAMP\"|\"no sku\"|InvalidValue|items[0].sku",
                "\"Europe/London\"|\"Atlantis\"|UnreadableBody|zone",
                "\"GBP\"|\"PENCE\"|InvalidValue|currency",
                "2026-11-10T18:00:00Z|yesterday|UnreadableBody|within.from",
                "2026-11-10T18:00:00Z|2027-11-10T18:00:00Z|InvalidValue|within",
                "\"priceChangesPerHourMax\":2|\"priceChangesPerHourMax\":61|InvalidValue|guardrails.priceChangesPerHourMax",
                "\"currency\"|\"name\":\"twice\",\"currency\"|UnreadableBody|",
            },
            delimiter = '|')
    void every_fault_of_a_plan_names_its_field(String was, String is, String code, String field) {
        String broken = draft().replace(was, is == null ? "" : is);
        assertThat(broken).isNotEqualTo(draft());

        refused(() -> post("mei", "/api/v1/campaigns", broken), 400, code, field == null ? "" : field);
    }

    @Test
    void no_fault_is_told_in_java() {
        Answer answer = post("mei", "/api/v1/campaigns", draft().replace("\"items\":[", "\"items\":[5,"));

        assertThat(answer.text("/field")).isEqualTo("items[0]");
        assertThat(answer.text("/detail")).contains("must be an object").doesNotContain("io.reprise", "java.");
    }
}
