package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class CampaignAsOfApiTest extends ApiTest {

    private Answer asOf(String query) {
        return get("audra", campaign("/as-of?" + query));
    }

    private long positionOf(String event) {
        for (JsonNode entry : get("audra", campaign("")).body().get("timeline")) {
            if (entry.get("event").asText().equals(event)) {
                return entry.get("position").asLong();
            }
        }
        throw new AssertionError("there is no " + event);
    }

    @Test
    void a_campaign_is_seen_as_it_was_after_an_event_and_today_it_is_as_before() {
        sale().adjusting();
        JsonNode now = get("audra", campaign("")).body();

        Answer drafted = asOf("position=" + positionOf("CampaignDrafted"));
        assertThat(drafted.status()).as(drafted.body().toString()).isEqualTo(200);
        assertThat(drafted.text("/campaign/phase")).isEqualTo("drafting");
        assertThat(drafted.body().get("decisions")).isEmpty();
        Answer launched = asOf("position=" + positionOf("CampaignLaunched"));
        assertThat(launched.text("/campaign/phase")).isEqualTo("live");
        assertThat(launched.body().at("/campaign/adjustments")).isEmpty();
        assertThat(launched.body().get("decisions")).hasSize(2);
        assertThat(launched.text("/leftUnits/LAMP")).isEqualTo("100");
        assertThat(asOf("position=" + Long.MAX_VALUE).body().get("campaign")).isEqualTo(now);
        assertThat(asOf("").body().get("campaign")).isEqualTo(now);

        assertThat(get("audra", campaign("")).body()).isEqualTo(now);
    }

    @Test
    void a_time_stands_for_the_last_event_of_the_campaign_until_then() {
        sale().live();
        long launched = positionOf("CampaignLaunched");

        Answer then = asOf("time=" + LiveSale.START);
        assertThat(then.text("/position")).isEqualTo(Long.toString(launched));
        assertThat(then.text("/campaign/phase")).isEqualTo("live");
        assertThat(asOf("time=" + LiveSale.START.minusSeconds(1)).text("/campaign/phase"))
                .isEqualTo("approved");
    }

    @Test
    void what_is_not_there_yet_or_cannot_be_read_is_refused() {
        sale().drafted();
        refused(() -> asOf("time=2001-01-01T00:00:00Z"), 404, "UnknownCampaign", "campaignId");
        refused(() -> get("audra", "/api/v1/campaigns/none/as-of?position=1"), 404, "UnknownCampaign", "campaignId");
        refused(() -> asOf("position=1&time=2026-11-11T00:00:00Z"), 400, "InvalidValue", "position");
        refused(() -> asOf("position=-1"), 400, "InvalidValue", "position");
        refused(() -> asOf("time=yesterday"), 400, "InvalidValue", "time");
        assertThat(asOf("time=yesterday").text("/detail")).contains("must be a time such as");
        assertThat(asOf("position=last").text("/detail")).contains("must be a whole number");
    }
}
