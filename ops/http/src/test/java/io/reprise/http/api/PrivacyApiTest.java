package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.vocabulary.CampaignId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class PrivacyApiTest extends ApiTest {

    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");
    private static final String FUNNEL = "{\"aggregate\":\"FUNNEL\",\"epsilonMicros\":400000}";

    @BeforeEach
    void saleHasBegun() {
        clock.advanceTo(LiveSale.START.plusSeconds(3_600));
    }

    private void sold() {
        sale().live();
        call(
                HttpMethod.POST,
                "shop",
                campaign("/signals"),
                "{\"id\":\"p1\",\"at\":\"2026-11-10T18:20:00Z\",\"shopper\":\"jane@example.org\","
                        + "\"action\":\"ORDER\",\"sku\":\"LAMP\",\"units\":2,\"priceCents\":1700}",
                NDJSON);
    }

    private void over() {
        sold();
        core.handle(new StopCampaign(new CampaignId(id), "a test", LiveSale.MEI, clock.instant()));
    }

    private Answer grant(long epsilonMicros) {
        return call(
                HttpMethod.PUT,
                "ana",
                campaign("/privacy/budget"),
                "{\"epsilonMicros\":" + epsilonMicros + "}",
                MediaType.APPLICATION_JSON);
    }

    private Answer release(String body) {
        return post("mei", campaign("/privacy/releases"), body);
    }

    @Test
    void what_leaves_has_noise_and_is_taken_off_the_budget() {
        over();
        assertThat(grant(1_000_000).text("/leftMicros")).isEqualTo("1000000");

        Answer released = release(FUNNEL);

        assertThat(released.body().at("/values").toString()).isEqualTo("[2001,2001]");
        assertThat(released.body().at("/labels").toString()).isEqualTo("[\"participants\",\"buyers\"]");
        assertThat(released.body().at("/noiseDeviation").asDouble()).isBetween(7.0, 7.1);
        Answer standing = get("audra", campaign("/privacy"));
        assertThat(standing.text("/leftMicros")).isEqualTo("600000");
        assertThat(standing.text("/releases/0/releasedBy")).isEqualTo("mei");
    }

    @Test
    void the_same_again_costs_nothing_and_what_is_not_there_is_refused() {
        over();
        refused(() -> release(FUNNEL), 409, "NoBudget", "");
        grant(500_000);
        release(FUNNEL);
        release(FUNNEL);
        assertThat(get("audra", campaign("/privacy")).text("/spentMicros")).isEqualTo("400000");
        refused(
                () -> release("{\"aggregate\":\"BUYERS_BY_HOUR\",\"epsilonMicros\":200000}"),
                409,
                "BudgetExhausted",
                "epsilonMicros");
        refused(() -> grant(100_000), 409, "BelowSpent", "epsilonMicros");
    }

    @Test
    void nothing_leaves_while_the_sale_runs_and_a_question_has_to_be_one() {
        sold();
        grant(1_000_000);
        refused(() -> release(FUNNEL), 409, "SaleNotOver", "");
        refused(() -> release("{\"aggregate\":\"FUNNEL\",\"epsilonMicros\":0}"), 400, "InvalidValue", "epsilonMicros");
        refused(() -> release("{\"aggregate\":\"NAMES\",\"epsilonMicros\":1000}"), 400, "UnreadableBody", "aggregate");
    }
}
