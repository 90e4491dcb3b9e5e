package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.market.DescribedApi;
import io.reprise.market.DescribedApi.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A sale of one lamp, played by names of operations: the rest is from the server's document. */
final class DescribedSale {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final Map<String, String> SALE = Map.of("id", "described");
    private static final String PLAN = """
            {"name": "Described", "currency": "GBP", "zone": "Europe/London",
             "within": {"from": "2026-11-10T08:00:00Z", "to": "2026-11-10T20:00:00Z"}, "lengthHours": 6,
             "monitorMinutes": 60, "pushWaves": 2, "extraPushWaves": 1, "holdOutBps": 1000, "discountBudgetCents": 2500000,
             "guardrails": {"discountBpsMax": 4000, "marginBpsMin": 500, "automaticStepBpsMax": 500,
                            "priceChangesPerHourMax": 2, "cooldownMinutes": 60},
             "items": [{"sku": "LAMP", "name": "Lamp", "regularPriceCents": 2000, "unitCostCents": 900, "discountBps": 1500}]}
            """;

    private final DescribedApi api;

    DescribedSale(String url) throws IOException {
        this.api = new DescribedApi(URI.create(url));
    }

    JsonNode call(String who, String operation, Map<String, String> arguments, String body) throws IOException {
        Reply reply = api.call(DescribedApi.basic(who, who), operation, arguments, body);
        assertThat(reply.problem())
                .as(operation + " as " + who + ": " + reply.body())
                .isFalse();
        return JSON.readTree(reply.body());
    }

    String phase() throws IOException {
        return call("mei", "getCampaign", SALE, "").path("phase").asText();
    }

    void advance(Instant to) throws IOException {
        call("otto", "advanceClock", Map.of(), "{\"to\":\"" + to + "\"}");
    }

    Instant now() throws IOException {
        return Instant.parse(call("otto", "getClock", Map.of(), "").get("now").asText());
    }

    void plan() throws IOException {
        call(
                "otto",
                "receiveStock",
                Map.of(),
                "[{\"receiptId\":\"r1\",\"sku\":\"LAMP\",\"warehouse\":\"leeds\",\"units\":400}]");
        call(
                "mei",
                "draftCampaign",
                Map.of("Idempotency-Key", "draft-1"),
                "{\"campaignId\":\"described\",\"plan\":" + PLAN + "}");
        call("mei", "submitPlan", SALE, "{\"planVersion\":1}");
        advance(now());
    }

    void approve() throws IOException {
        JsonNode task = call("ana", "listTasks", Map.of("limit", "1"), "").get(0);
        String who = task.get("roles").toString().contains("APPROVER") ? "ana" : "finn";
        call(
                who,
                "approvePlan",
                SALE,
                "{\"proposalHash\":\"" + task.get("proposalHash").asText() + "\"}");
        advance(now());
        assertThat(phase()).isEqualTo("approved");
    }

    void start() throws IOException {
        JsonNode offers = call("shop", "getOffers", SALE, "");
        advance(Instant.parse(offers.at("/window/from").asText()));
        assertThat(phase()).isEqualTo("live");
    }

    void sell() throws IOException {
        JsonNode heldOut = call("shop", "enrolAudience", SALE, "{\"shoppers\":[\"a\",\"b\",\"c\",\"d\"]}");
        String shopper = heldOut.toString().contains("\"a\"") ? "b" : "a";
        JsonNode claim = call("shop", "claimStock", SALE, "[{\"claimId\":\"c1\",\"sku\":\"LAMP\",\"units\":2}]");
        assertThat(claim.at("/0/granted").asBoolean()).isTrue();
        call(
                "shop",
                "sendSignals",
                SALE,
                "{\"id\":\"o1\",\"at\":\"" + now() + "\",\"shopper\":\"" + shopper
                        + "\",\"action\":\"ORDER\",\"sku\":\"LAMP\",\"units\":2,\"priceCents\":1700}\n");
    }

    void untilClosed() throws IOException {
        for (int hours = 0; hours < 24 && !phase().equals("closed"); hours++) {
            for (JsonNode task : call("ana", "listTasks", Map.of(), "")) {
                if (!task.get("kind").asText().equals("ADJUSTMENT_APPROVAL")) {
                    continue;
                }
                call(
                        "ana",
                        "rejectAdjustment",
                        Map.of(
                                "id",
                                "described",
                                "decision",
                                task.get("decisionId").asText()),
                        "{\"comment\":\"as planned\"}");
            }
            advance(now().plus(Duration.ofHours(1)));
        }
        assertThat(phase()).isEqualTo("closed");
    }
}
