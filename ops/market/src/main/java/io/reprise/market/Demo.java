package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The course of the demo: one campaign from plan to close. Stopped between two steps, it goes on from there when played again. */
final class Demo {

    /** How a demo ended. */
    enum Ending {
        /** The sale was played to its end. */
        CLOSED,
        /** Somebody ended the campaign otherwise. */
        NOT_CLOSED,
        /** It was stopped before. */
        STOPPED
    }

    private final CampaignApi campaign;
    private final ServerClock clock;
    private final Approvers approvers;
    private final Narration narration;
    private final String speed;
    private final BooleanSupplier stopping;

    /**
     * @param speed times real time, or max
     * @param stopping whether it was asked to stop; looked at between steps
     */
    Demo(
            CampaignApi campaign,
            ServerClock clock,
            Approvers approvers,
            Narration narration,
            String speed,
            BooleanSupplier stopping) {
        this.campaign = campaign;
        this.clock = clock;
        this.approvers = approvers;
        this.narration = narration;
        this.speed = speed;
        this.stopping = stopping;
    }

    /** From the submitted plan on. */
    Ending play(Sale sale) {
        if (!untilApproved()) {
            return Ending.STOPPED;
        }
        sale.enrol();
        if (!untilClosed(sale)) {
            return Ending.STOPPED;
        }
        JsonNode page = campaign.page();
        if (!page.get("phase").asText().equals("closed")) {
            narration.endedAs(page);
            return Ending.NOT_CLOSED;
        }
        narration.evaluation(page, campaign.decisions());
        return Ending.CLOSED;
    }

    private boolean untilApproved() {
        boolean told = false;
        while (!stopping.getAsBoolean()) {
            clock.advance(clock.now());
            JsonNode page = campaign.page();
            switch (page.get("phase").asText()) {
                case "awaiting-approval" -> {
                    if (!told) {
                        narration.proposal(page);
                        told = true;
                    }
                    approvers.answerPlan(page);
                }
                case "drafting" -> {
                    if (!told) {
                        narration.sentBack(page);
                        told = true;
                    }
                    RepriseClient.pause(Duration.ofSeconds(1));
                }
                case "predicting" -> RepriseClient.pause(Duration.ofMillis(200));
                default -> {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean untilClosed(Sale sale) {
        Sale.Played hour = Sale.Played.NOTHING;
        while (!stopping.getAsBoolean()) {
            JsonNode page = campaign.page();
            String phase = page.get("phase").asText();
            if (!phase.equals("live") && !phase.equals("approved")) {
                return true;
            }
            if (approvers.answerAdjustment(page)) {
                clock.advance(clock.now());
                continue;
            }
            if (phase.equals("approved")) {
                Instant start = Instant.parse(
                        page.get("schedule").get("window").get("from").asText());
                narration.beginsAt(start);
                clock.advance(start);
                continue;
            }
            Instant now = clock.now();
            long started = System.nanoTime();
            hour = hour.and(sale.step(now));
            Instant next = now.plus(Market.STEP);
            clock.advance(next);
            if (next.getEpochSecond() % 3600 == 0) {
                narration.hour(next, hour, campaign.points(), campaign.page());
                hour = Sale.Played.NOTHING;
            }
            pace(started);
        }
        return false;
    }

    private void pace(long started) {
        if (!speed.equals("max")) {
            double seconds = Market.STEP.toSeconds() / Double.parseDouble(speed);
            long left = (long) (seconds * 1000) - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
            if (left > 0 && !stopping.getAsBoolean()) {
                RepriseClient.pause(Duration.ofMillis(left));
            }
        }
    }
}
