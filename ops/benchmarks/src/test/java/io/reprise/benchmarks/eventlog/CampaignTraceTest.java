package io.reprise.benchmarks.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CampaignTraceTest {

    @Test
    void theSameSeedGivesTheSameEvents() {
        assertThat(new CampaignTrace(7).events(3, 5))
                .isEqualTo(new CampaignTrace(7).events(3, 5))
                .isNotEqualTo(new CampaignTrace(8).events(3, 5))
                .hasSize(CampaignTrace.CAMPAIGN_EVENTS);
    }

    @Test
    void eventsAreOfAUsualSize() {
        assertThat(EncodedEvents.ofCampaigns(new CampaignTrace(7), 3))
                .hasSize(3 * CampaignTrace.CAMPAIGN_EVENTS)
                .allSatisfy(event -> assertThat(event.length).isBetween(300, 2_000));
    }
}
