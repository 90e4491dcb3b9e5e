package io.reprise.domain.axon;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Evidence.Source;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.vocabulary.Sha256;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decisions with what they rest on, apart from any log: NDJSON, a line {@code {"evidence", "contentBase64"}} for each piece
 * before the first line {@code {"decision"}} that names it. Kept of every version of every policy, so that a build which can
 * no longer take them again fails.
 *
 * @param evidence pieces by their digests
 */
public record RecordedDecisions(List<DecisionRecord> decisions, EvidenceStore evidence) {

    public RecordedDecisions {
        decisions = List.copyOf(decisions);
    }

    /** @throws IllegalStateException if a piece of evidence is missing in the store */
    public void write(BufferedWriter out) throws IOException {
        Set<String> written = new HashSet<>();
        for (DecisionRecord decision : decisions) {
            for (Source source : decision.evidence()) {
                String digest = source.call().outputSha256();
                if (written.add(digest)) {
                    byte[] content = evidence.get(digest)
                            .orElseThrow(() -> new IllegalStateException("evidence " + digest + " is missing"));
                    String base64 = Base64.getEncoder().encodeToString(content);
                    line(out, Map.of("evidence", digest), "contentBase64", base64);
                }
            }
            out.write("{\"decision\":" + EventJson.text(decision) + "}\n");
        }
    }

    private static void line(BufferedWriter out, Map<String, String> first, String name, String value)
            throws IOException {
        String start = EventJson.text(first);
        out.write(start.substring(0, start.length() - 1) + ",\"" + name + "\":\"" + value + "\"}\n");
    }

    /** @throws IOException if a line is none of these, or a piece of evidence has another digest than it says */
    public static RecordedDecisions read(BufferedReader in) throws IOException {
        List<DecisionRecord> decisions = new ArrayList<>();
        Map<String, byte[]> pieces = new HashMap<>();
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            JsonNode node = EventJson.mapper().readTree(line);
            if (node.hasNonNull("decision")) {
                decisions.add(EventJson.mapper().treeToValue(node.get("decision"), DecisionRecord.class));
            } else {
                byte[] content =
                        Base64.getDecoder().decode(node.path("contentBase64").asText());
                String digest = node.path("evidence").asText();
                if (!Sha256.hex(content).equals(digest)) {
                    throw new IOException("line " + number + ": the evidence does not have the digest " + digest);
                }
                pieces.put(digest, content);
            }
        }
        return new RecordedDecisions(decisions, new EvidenceStore() {
            @Override
            public String put(byte[] content) {
                throw new UnsupportedOperationException("these decisions are taken");
            }

            @Override
            public Optional<byte[]> get(String sha256) {
                return Optional.ofNullable(pieces.get(sha256));
            }
        });
    }
}
