package io.reprise.domain.model.proof;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 key with the name and the hash by which notes refer to it (C2SP signed-note). Both halves are written in
 * one line each: {@code name+hash+key} to verify, {@code PRIVATE+KEY+name+hash+key} to sign; hash in hexadecimal, key
 * in Base64 after a byte that says Ed25519.
 *
 * @see <a href="https://c2sp.org/signed-note">c2sp.org/signed-note</a>
 */
final class NoteKey {

    static final int KEY_BYTES = 32;
    static final int HASH_BYTES = 4;
    private static final byte ED25519 = 1;
    private static final String PRIVATE = "PRIVATE+KEY+";

    private final String name;
    private final byte[] hash;
    private final byte[] key;

    private NoteKey(String name, byte[] hash, byte[] key) {
        this.name = name;
        this.hash = hash;
        this.key = key;
    }

    static NoteKey verifier(String line) {
        NoteKey key = parse(line);
        if (!Arrays.equals(key.hash, hash(key.name, key.key))) {
            throw new IllegalArgumentException("the hash in the verifier key '" + key.name + "' is not the key's");
        }
        return key;
    }

    static NoteKey signer(String line) {
        if (!line.startsWith(PRIVATE)) {
            throw new IllegalArgumentException("a signing key starts with " + PRIVATE);
        }
        return parse(line.substring(PRIVATE.length()));
    }

    private static NoteKey parse(String line) {
        String[] parts = line.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a key of a note has the form name+hash+key");
        }
        try {
            byte[] typed = Base64.getDecoder().decode(parts[2]);
            byte[] hash = HexFormat.of().parseHex(parts[1]);
            if (typed.length != KEY_BYTES + 1 || typed[0] != ED25519 || hash.length != HASH_BYTES) {
                throw new IllegalArgumentException("the key '" + parts[0] + "' is no Ed25519 key of a note");
            }
            requireName(parts[0]);
            return new NoteKey(parts[0], hash, Arrays.copyOfRange(typed, 1, typed.length));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key '" + parts[0] + "' cannot be read: " + e.getMessage(), e);
        }
    }

    static String requireName(String name) {
        if (name.isEmpty() || name.indexOf('+') >= 0 || name.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("the name of a key is not empty and has neither spaces nor '+'");
        }
        return name;
    }

    static String verifierLine(String name, byte[] publicKey) {
        return requireName(name) + "+" + HexFormat.of().formatHex(hash(name, publicKey)) + "+" + typed(publicKey);
    }

    static String signerLine(String name, byte[] publicKey, byte[] seed) {
        return PRIVATE + requireName(name) + "+" + HexFormat.of().formatHex(hash(name, publicKey)) + "+" + typed(seed);
    }

    private static String typed(byte[] key) {
        byte[] typed = new byte[key.length + 1];
        typed[0] = ED25519;
        System.arraycopy(key, 0, typed, 1, key.length);
        return Base64.getEncoder().encodeToString(typed);
    }

    private static byte[] hash(String name, byte[] publicKey) {
        MessageDigest digest = Sha256.digest();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(ED25519);
        digest.update(publicKey);
        return Arrays.copyOf(digest.digest(), HASH_BYTES);
    }

    String name() {
        return name;
    }

    byte[] hash() {
        return hash;
    }

    byte[] key() {
        return key;
    }
}
