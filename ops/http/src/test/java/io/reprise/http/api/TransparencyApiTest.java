package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransparencyApiTest extends ApiTest {

    @Test
    void a_campaign_and_a_model_say_who_decided_what() {
        sale().adjusting();

        Answer campaign = get("audra", campaign("/transparency"));

        assertThat(campaign.status()).as(campaign.body().toString()).isEqualTo(200);
        assertThat(campaign.body().findValuesAsText("kind")).contains("SCHEDULE", "INVENTORY", "ADJUSTMENT");
        assertThat(campaign.body().at("/humanActs").findValuesAsText("person")).contains("mei", "ana");
        assertThat(campaign.body().at("/groups/items").isArray()).isTrue();
        assertThat(campaign.body().at("/models/0/calls").asInt()).isPositive();
        Answer model = get("audra", "/api/v1/models/demand:" + "a".repeat(64) + "/transparency");
        assertThat(model.status()).as(model.body().toString()).isEqualTo(200);
        assertThat(model.body().at("/campaigns").findValuesAsText("campaign")).contains(id);
        refused(() -> get("audra", "/api/v1/campaigns/nowhere/transparency"), 404, "UnknownCampaign", "campaignId");
    }
}
