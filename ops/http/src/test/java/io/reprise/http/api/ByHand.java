package io.reprise.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** What a third party does with a proof, from {@code ops/docs/event-log.md} and RFC 9162 alone: nothing of Reprise is called. */
final class ByHand {

    /** What comes before the 32 bytes of an Ed25519 key in the form Java reads (RFC 8410). */
    private static final String KEY_PREFIX = "302a300506032b6570032100";

    private ByHand() {}

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] node(byte[] left, byte[] right) {
        return sha256(new byte[] {1}, left, right);
    }

    static byte[] leaf(JsonNode event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Instant at = Instant.parse(event.get("at").asText());
            out.writeByte(0);
            out.writeLong(event.get("position").asLong());
            out.writeLong(event.get("sequence").asLong());
            out.writeInt(event.get("revision").asInt());
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            for (String field : new String[] {"id", "stream", "kind", "name", "payload", "metadata"}) {
                byte[] text = event.has(field + "Base64")
                        ? Base64.getDecoder().decode(event.get(field + "Base64").asText())
                        : event.get(field).asText().getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sha256(bytes.toByteArray());
    }

    /** RFC 9162 §2.1.3.2. */
    static boolean includes(JsonNode proof) {
        String[] checkpoint = proof.get("checkpoint").asText().split("\n");
        long node = proof.at("/event/position").asLong();
        long last = Long.parseLong(checkpoint[1]) - 1;
        byte[] root = leaf(proof.get("event"));
        for (JsonNode hash : proof.get("path")) {
            byte[] sibling = Base64.getDecoder().decode(hash.asText());
            if (last == 0) {
                return false;
            }
            if (node % 2 == 1 || node == last) {
                root = node(sibling, root);
                while (node % 2 == 0 && node != 0) {
                    node /= 2;
                    last /= 2;
                }
            } else {
                root = node(root, sibling);
            }
            node /= 2;
            last /= 2;
        }
        return last == 0 && Arrays.equals(root, Base64.getDecoder().decode(checkpoint[2]));
    }

    /** Whether the key of a verifier line signed the note. */
    static boolean isSigned(String note, String verifier) {
        int end = note.indexOf("\n\n") + 1;
        byte[] key = Base64.getDecoder()
                .decode(verifier.strip().substring(verifier.indexOf('+', verifier.indexOf('+') + 1) + 1));
        byte[] signed = Base64.getDecoder()
                .decode(note.substring(note.lastIndexOf(' ') + 1).strip());
        try {
            byte[] encoded = HexFormat.of().parseHex(KEY_PREFIX + HexFormat.of().formatHex(key, 1, key.length));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            signature.update(note.substring(0, end).getBytes(StandardCharsets.UTF_8));
            return signature.verify(Arrays.copyOfRange(signed, 4, signed.length));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
