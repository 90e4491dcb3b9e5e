package io.reprise.checker;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.checker.LogChecker.Told;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What is in the log of what callers may have been told. Part of {@link LogChecker}. */
final class AcknowledgedLedger {

    static final String LOST = "acknowledged-and-lost";

    private final Told told;
    private final Set<Acknowledged> there = new HashSet<>();

    AcknowledgedLedger(Told told) {
        this.told = told;
    }

    void event(String name, JsonNode payload) {
        String campaign = LogChecker.campaign(payload);
        switch (name) {
            case "audience.signals-received" ->
                payload.get("signals")
                        .forEach(signal -> there.add(
                                Acknowledged.signal(campaign, signal.path("id").asText())));
            case "stock.claimed" ->
                payload.get("answers")
                        .forEach(answer -> there.add(Acknowledged.claim(
                                campaign,
                                answer.get("claimId").asText(),
                                answer.get("granted").asBoolean())));
            case "stock.received" ->
                there.add(Acknowledged.receipt(
                        payload.get("sku").asText(), payload.path("receiptId").asText()));
            default -> {
                if (name.startsWith("campaign.")) {
                    there.add(Acknowledged.event(campaign, name));
                }
            }
        }
    }

    void finish(Collection<Acknowledged> all) {
        for (Acknowledged one : all) {
            if (!there.contains(one)) {
                told.breach(LOST, one.toString());
            }
        }
    }
}
