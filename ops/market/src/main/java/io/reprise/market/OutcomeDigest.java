package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** One digest over everything that was decided: two runs that decided the same have the same, and no others. */
final class OutcomeDigest {

    private static final List<String> DECIDED = List.of(
            "id", "kind", "policy", "parameters", "seed", "inputs", "evidence", "outcome", "alternatives", "at");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private OutcomeDigest() {}

    /** SHA-256 over the decisions in their order, keys sorted. */
    static String of(JsonNode decisions) {
        ArrayNode all = JSON.createArrayNode();
        for (JsonNode decision : decisions) {
            ObjectNode kept = JSON.createObjectNode();
            DECIDED.forEach(name -> kept.set(name, decision.path(name)));
            all.add(kept);
        }
        try {
            // Through maps, so that keys are sorted at every depth.
            byte[] canonical = JSON.writeValueAsBytes(sorted(all));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("the decisions cannot be digested", e);
        }
    }

    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, Object> map = new TreeMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), sorted(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            java.util.ArrayList<Object> list = new java.util.ArrayList<>();
            node.forEach(element -> list.add(sorted(element)));
            return list;
        }
        return node;
    }
}
