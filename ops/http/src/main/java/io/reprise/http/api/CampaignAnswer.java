package io.reprise.http.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.projections.board.BoardEntry;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPage.AdjustmentLine;
import java.time.Instant;
import java.util.Optional;

/** The campaign page, with its latest plan and what waits for an answer within easy reach. */
record CampaignAnswer(
        int planVersion,
        Plan plan,
        String author,
        Optional<AdjustmentLine> pendingAdjustment,
        @JsonUnwrapped CampaignPage page) {

    static CampaignAnswer of(CampaignPage page) {
        return new CampaignAnswer(
                page.version().number(), page.plan(), page.version().author().name(), page.pendingAdjustment(), page);
    }

    /** A line of the board. */
    record Line(
            String campaignId,
            String name,
            String phase,
            TimeWindow window,
            long unitsSold,
            long revenueCents,
            String currency,
            Optional<Double> pace,
            String waitsFor,
            Instant updatedAt) {

        static Line of(BoardEntry entry) {
            return new Line(
                    entry.campaignId,
                    entry.name,
                    entry.phase,
                    new TimeWindow(entry.from, entry.to),
                    entry.unitsSold,
                    entry.revenueCents,
                    entry.currency,
                    entry.pace,
                    entry.waitsFor,
                    entry.updatedAt);
        }
    }
}
