package io.reprise.benchmarks.uplift;

import io.reprise.market.Market;
import java.time.Instant;
import java.util.List;

/**
 * One campaign played from its plan to the end of the time around it, by one contender in one market.
 *
 * @param log its events, as {@link EventLines} writes them
 */
record PlayedCampaign(Takings takings, List<String> log) {

    static PlayedCampaign play(
            DrawnCampaign drawn, Market market, Contender contender, Models models, DecisionRules rules) {
        return toEnd(drawn, new RunningCampaign(drawn, market, contender, models, rules, EventLines.kept()))
                .end();
    }

    /** Plays a campaign from its plan to the end of the time around it. */
    static RunningCampaign toEnd(DrawnCampaign drawn, RunningCampaign running) {
        running.begin();
        for (Instant now = drawn.played().from(); now.isBefore(drawn.played().to()); now = now.plus(Market.STEP)) {
            running.due(now);
            running.shoppers();
        }
        return running;
    }
}
