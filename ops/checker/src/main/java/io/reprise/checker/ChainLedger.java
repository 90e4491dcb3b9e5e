package io.reprise.checker;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.checker.LogChecker.Told;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The hashes of a whole log's archive, made again as {@code ops/docs/event-log.md} describes them. Part of {@link LogChecker}; a
 * log without batch lines has no chain to be looked at.
 */
final class ChainLedger {

    static final String CHAIN = "hash-chain-broken";

    private final Told told;
    private final List<byte[]> leaves = new ArrayList<>();
    private String before = "0".repeat(64);
    private long first;

    ChainLedger(Told told) {
        this.told = told;
    }

    void event(JsonNode event) {
        if (!event.has("kind")) {
            return; // Not from an archive: without what is hashed.
        }
        if (leaves.isEmpty()) {
            first = event.get("position").asLong();
        }
        leaves.add(leaf(event));
    }

    private static byte[] leaf(JsonNode event) {
        return sha256(out -> {
            Instant at = Instant.parse(event.get("at").asText());
            out.writeByte(0);
            out.writeLong(event.get("position").asLong());
            out.writeLong(event.get("sequence").asLong());
            out.writeInt(event.get("revision").asInt());
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            for (String field : List.of("id", "stream", "kind", "name", "payload", "metadata")) {
                byte[] bytes = event.has(field)
                        ? event.get(field).asText().getBytes(StandardCharsets.UTF_8)
                        : Base64.getDecoder().decode(event.get(field + "Base64").asText());
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        });
    }

    void batch(JsonNode batch) {
        byte[] hash = sha256(out -> {
            out.write(HexFormat.of().parseHex(before));
            out.writeLong(first);
            out.writeInt(leaves.size());
            for (byte[] leaf : leaves) {
                out.write(leaf);
            }
        });
        String made = HexFormat.of().formatHex(hash);
        if (!made.equals(batch.get("hash").asText())
                || !before.equals(batch.get("previousHash").asText())) {
            told.breach(CHAIN, "the batch at position " + batch.get("first"));
        }
        before = batch.get("hash").asText();
        leaves.clear();
    }

    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] sha256(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            content.writeTo(out);
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
