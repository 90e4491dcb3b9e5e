package io.reprise.projections.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a reader looks for in a campaign's events: decisions, what people approved or turned down, artifacts that were used.
 * Read off the stored JSON, so that writer and checker do not need today's types for old events.
 */
final class PackIndex {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String DECISION = "campaign.decision-taken";
    private static final String FORECAST = "campaign.forecast-recorded";

    /** Events that are a person's yes or no, or how a person was kept out of it. */
    private static final Set<String> APPROVALS = Set.of(
            "campaign.approval-requested",
            "campaign.approval-escalated",
            "campaign.plan-approved",
            "campaign.plan-sent-back",
            "campaign.adjustment-proposed",
            "campaign.adjustment-applied",
            "campaign.adjustment-rejected",
            "campaign.adjustment-expired",
            "campaign.adjustment-forbidden",
            "campaign.adjustment-reverted",
            "campaign.stopped",
            "model.promoted",
            "model.declined",
            "model.rolled-back",
            "model.retired");

    /** A decision and where it is. */
    record Decision(long position, String decision, String kind, String policy, String actor, String at) {}

    /** Who said what. @param rule the rule that let it happen without a person, where there is one */
    record Approval(long position, String event, String actor, String at, String subject, String rule) {}

    /** An artifact and how often it was asked. */
    record Artifact(String model, String version, String artifactSha256, String schema, int calls) {}

    private final List<Decision> decisions = new ArrayList<>();
    private final List<Approval> approvals = new ArrayList<>();
    private final Map<String, Artifact> artifacts = new TreeMap<>();
    private final Map<String, Long> named = new LinkedHashMap<>();

    void add(StoredEvent stored) {
        NewEvent event = stored.event();
        if (event.name().equals(DECISION) || event.name().equals(FORECAST) || APPROVALS.contains(event.name())) {
            try {
                add(stored.position(), event, JSON.readTree(event.payload()));
            } catch (IOException e) {
                throw new UncheckedIOException("event " + stored.position() + " is no JSON", e);
            }
        }
    }

    private void add(long position, NewEvent event, JsonNode payload) {
        String at = event.at().toString();
        if (event.name().equals(DECISION)) {
            JsonNode decision = payload.path("decision");
            JsonNode policy = decision.path("policy");
            decisions.add(new Decision(
                    position,
                    decision.path("id").asText(),
                    decision.path("kind").asText(),
                    policy.path("name").asText() + "/" + policy.path("version").asText(),
                    decision.path("actor").path("name").asText(),
                    at));
            decision.path("evidence").forEach(source -> call(position, source.path("call")));
        } else if (event.name().equals(FORECAST)) {
            call(position, payload.path("forecast").path("call"));
        } else {
            approvals.add(new Approval(
                    position,
                    event.name(),
                    payload.path("actor").path("name").asText(),
                    at,
                    payload.path("decisionId")
                            .asText(payload.path("proposalHash").asText(event.stream())),
                    payload.path("rule").asText("")));
        }
    }

    private void call(long position, JsonNode call) {
        String sha = call.path("artifactSha256").asText();
        artifacts.merge(
                sha,
                new Artifact(
                        call.path("model").asText(),
                        call.path("version").asText(),
                        sha,
                        call.path("schema").asText(),
                        1),
                (a, b) -> new Artifact(a.model(), a.version(), sha, a.schema(), a.calls() + 1));
        named.putIfAbsent(call.path("inputSha256").asText(), position);
        named.putIfAbsent(call.path("outputSha256").asText(), position);
    }

    List<Decision> decisions() {
        return decisions;
    }

    List<Approval> approvals() {
        return approvals;
    }

    List<Artifact> artifacts() {
        return List.copyOf(artifacts.values());
    }

    /** Evidence that models were asked with or answered, with the first position that names it. */
    Map<String, Long> named() {
        return named;
    }

    static byte[] json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }
}
