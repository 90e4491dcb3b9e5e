package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

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
    void a_time_stands_for_everything_of_the_campaign_that_had_happened_until_then() {
        sale().live();

        Answer then = asOf("time=" + LiveSale.START);
        assertThat(then.text("/campaign/phase")).isEqualTo("live");
        assertThat(then.body().at("/campaign/timeline").findValuesAsText("position"))
                .last()
                .isEqualTo(Long.toString(positionOf("CampaignLaunched")));
        assertThat(asOf("time=" + LiveSale.START.minusSeconds(1)).text("/campaign/phase"))
                .isEqualTo("approved");
    }

    /** Sales come after the campaign's own last event, and are shown up to where the answer says. */
    @Test
    void it_says_up_to_which_sales_it_shows_and_without_anything_asked_those_are_all() {
        clock.advanceTo(LiveSale.START.plusSeconds(60));
        sale().live();
        Answer unsold = asOf("");
        String sold =
                "{\"id\":\"%s\",\"at\":\"%s\",\"shopper\":\"jane\",\"action\":\"ORDER\",\"sku\":\"LAMP\",\"units\":2,\"priceCents\":1700}"
                        .formatted(id, clock.instant());
        Answer taken = call(
                HttpMethod.POST, "shop", campaign("/signals"), sold, MediaType.parseMediaType("application/x-ndjson"));
        assertThat(taken.status()).as(taken.body().toString()).isEqualTo(200);

        Answer now = asOf("");
        assertThat(unsold.body().has("lastSignals")).isFalse();
        long position = now.body().at("/lastSignals/position").asLong();
        assertThat(position).isGreaterThan(unsold.body().get("position").asLong());
        assertThat(now.body().get("position").asLong()).isEqualTo(position);
        assertThat(now.body().at("/kpis/slots/0/orders").asInt()
                        + now.body().at("/kpis/slots/0/holdOutUnits").asInt())
                .isPositive();
        assertThat(asOf("position=" + (position - 1)).body().get("kpis"))
                .isEqualTo(unsold.body().get("kpis"));
        assertThat(asOf("time=" + now.text("/lastSignals/at")).body().get("kpis"))
                .isEqualTo(now.body().get("kpis"));
    }

    @Test
    void what_is_not_there_yet_or_cannot_be_read_is_refused() {
        sale().drafted();
        refused(() -> asOf("time=2001-01-01T00:00:00Z"), 404, "UnknownCampaign", "campaignId");
        refused(() -> get("audra", "/api/v1/campaigns/none/as-of?position=1"), 404, "UnknownCampaign", "campaignId");
        refused(() -> asOf("position=1&time=2026-11-11T00:00:00Z"), 400, "InvalidValue", "position");
        refused(() -> asOf("position=-1"), 400, "InvalidValue", "position");
        for (String time : List.of("yesterday", "2026", "1794427200000", "-1", "2026-11-11", "2026-11-11T20:00:00")) {
            refused(() -> asOf("time=" + time), 400, "InvalidValue", "time");
            assertThat(asOf("time=" + time).text("/detail"))
                    .as(time)
                    .isEqualTo("time must be an instant of ISO 8601 such as 2026-11-11T20:00:00Z");
        }
        assertThat(asOf("position=last").text("/detail")).contains("must be a whole number");
    }
}
