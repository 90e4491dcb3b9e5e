package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/** Who approves in the demo: ana and finn by themselves, or the person at the console, who is waited for. */
final class Approvers {

    private static final String LEAD = "ana";
    private static final String FINANCE = "finn";

    private final RepriseClient client;
    private final CampaignApi campaign;
    private final Narration narration;
    private final boolean isAutomatic;

    Approvers(RepriseClient client, CampaignApi campaign, Narration narration, boolean isAutomatic) {
        this.client = client;
        this.campaign = campaign;
        this.narration = narration;
        this.isAutomatic = isAutomatic;
    }

    /** Also where a person is waited for: without models there is nothing to see. */
    void promoteModels() {
        for (JsonNode release : client.get(LEAD, "/api/v1/models")) {
            String stage = release.get("stage").asText();
            if (stage.equals("awaiting-approval")) {
                client.post(LEAD, "/api/v1/models/" + release.get("release").asText() + "/promote", Map.of());
                narration.promoted(LEAD, release);
            } else if (!stage.equals("champion")) {
                narration.doesNotDecide(release);
            }
        }
    }

    void answerPlan(JsonNode page) {
        String role = page.get("approver").asText();
        if (!isAutomatic) {
            waitForPerson("the plan waits for " + role);
            return;
        }
        String who = role.equals("FINANCE") ? FINANCE : LEAD;
        campaign.approvePlan(who, page.get("proposalHash").asText());
        narration.say(who + " approves the plan");
    }

    /** Whether an adjustment waited and was answered, or still waits for a person. */
    boolean answerAdjustment(JsonNode page) {
        for (JsonNode adjustment : page.get("adjustments")) {
            if (adjustment.get("stage").asText().equals("PROPOSED")) {
                answer(adjustment);
                return true;
            }
        }
        return false;
    }

    private void answer(JsonNode adjustment) {
        JsonNode outcome = adjustment.get("outcome");
        String what = outcome.get("extraPush").asBoolean()
                ? "an extra push wave"
                : outcome.get("priceChanges").size() + " larger price changes";
        if (!isAutomatic) {
            waitForPerson("the re-tuner proposes " + what + " and waits for an answer");
            return;
        }
        campaign.approveAdjustment(LEAD, adjustment.get("decisionId").asText());
        narration.say(LEAD + " approves " + what + " (expected gain "
                + Narration.money(outcome.get("expectedGainCents").asLong()) + ")");
    }

    private void waitForPerson(String what) {
        narration.waiting(what);
        RepriseClient.pause(Duration.ofMillis(700));
    }
}
