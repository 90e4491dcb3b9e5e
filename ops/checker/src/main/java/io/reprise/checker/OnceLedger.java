package io.reprise.checker;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.checker.LogChecker.Told;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What happens once: a decision at its place in a campaign, the answer to a claim, a signal. Part of {@link LogChecker}. */
final class OnceLedger {

    static final String DECIDED_TWICE = "decided-twice";
    static final String ANSWERED_TWICE = "claim-answered-twice";
    static final String SIGNAL_TWICE = "signal-twice";
    static final String RECEIVED_TWICE = "goods-received-twice";

    private final Told told;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Integer> plans = new HashMap<>();

    OnceLedger(Told told) {
        this.told = told;
    }

    void event(String name, JsonNode payload) {
        String campaign = LogChecker.campaign(payload);
        switch (name) {
            case "campaign.drafted", "campaign.plan-revised" -> plans.merge(campaign, 1, Integer::sum);
            case "campaign.decision-taken" -> decided(campaign, payload.get("decision"));
            case "stock.claimed" -> {
                String share = campaign + '/' + payload.get("sku").asText();
                payload.get("answers").forEach(answer -> once(ANSWERED_TWICE, share, answer.path("claimId"), "claim"));
            }
            case "audience.signals-received" ->
                payload.get("signals").forEach(signal -> once(SIGNAL_TWICE, campaign, signal.path("id"), "signal"));
            case "stock.received" ->
                once(RECEIVED_TWICE, payload.get("sku").asText(), payload.path("receiptId"), "receipt");
            default -> {
                // May happen as often as it likes.
            }
        }
    }

    /** By its id, and by what it is about: one decision of a kind for a version of the plan, or for a window of the sale. */
    private void decided(String campaign, JsonNode decision) {
        once(DECIDED_TWICE, campaign, decision.path("id"), "decision");
        String kind = decision.path("outcome").path("kind").asText();
        JsonNode window = decision.path("inputs").path("window");
        if (decision.has("inputs")) {
            String about = kind + (window.isInt() ? " of window " + window : " of plan " + plans.get(campaign));
            if (!seen.add("about/" + campaign + '/' + about)) {
                told.breach(DECIDED_TWICE, campaign + ": " + about);
            }
        }
    }

    private void once(String rule, String of, JsonNode id, String what) {
        if (!id.isMissingNode()
                && !seen.add(what + '/' + of + '/' + (id.isValueNode() ? id.asText() : id.toString()))) {
            told.breach(rule, of + ": " + what + ' ' + id);
        }
    }
}
