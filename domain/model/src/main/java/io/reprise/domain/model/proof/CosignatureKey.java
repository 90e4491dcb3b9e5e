package io.reprise.domain.model.proof;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A witness's Ed25519 key: it says of a checkpoint that this witness saw it at a time, and that it grew out of every
 * checkpoint of the log it saw before. Written in one line, {@code name+hash+key}, as keys of notes are, with the type 4.
 *
 * @see <a href="https://c2sp.org/tlog-cosignature">c2sp.org/tlog-cosignature</a>
 */
public final class CosignatureKey {

    private static final byte TYPE = 4;
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = Long.BYTES + 64;
    private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final String PRIVATE = "PRIVATE+KEY+";

    private final String name;
    private final byte[] hash;
    private final byte[] key;

    private CosignatureKey(String name, byte[] hash, byte[] key) {
        this.name = name;
        this.hash = hash;
        this.key = key;
    }

    /** The lines of a fresh key pair of the algorithm {@code Ed25519}. */
    public static NoteSigner.KeyLines lines(String name, KeyPair fresh) {
        byte[] encoded = fresh.getPublic().getEncoded();
        byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
        byte[] seed = ((EdECPrivateKey) fresh.getPrivate()).getBytes().orElseThrow();
        String start = NoteKey.requireName(name) + "+" + HexFormat.of().formatHex(hash(name, publicKey)) + "+";
        return new NoteSigner.KeyLines(PRIVATE + start + typed(seed), start + typed(publicKey));
    }

    /**
     * @param line {@code name+hash+key}
     * @throws IllegalArgumentException if it is no such key
     */
    public static CosignatureKey verifier(String line) {
        CosignatureKey key = parse(line);
        if (!Arrays.equals(key.hash, hash(key.name, key.key))) {
            throw new IllegalArgumentException("the hash in the witness key '" + key.name + "' is not the key's");
        }
        return key;
    }

    /** @param line {@code PRIVATE+KEY+name+hash+key} */
    public static CosignatureKey signer(String line) {
        if (!line.startsWith(PRIVATE)) {
            throw new IllegalArgumentException("a signing key starts with " + PRIVATE);
        }
        return parse(line.substring(PRIVATE.length()));
    }

    private static CosignatureKey parse(String line) {
        String[] parts = line.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a witness key has the form name+hash+key");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        byte[] hash = HexFormat.of().parseHex(parts[1]);
        if (typed.length != KEY_BYTES + 1 || typed[0] != TYPE || hash.length != NoteKey.HASH_BYTES) {
            throw new IllegalArgumentException("the key '" + parts[0] + "' is no key of a witness (Ed25519, type 4)");
        }
        return new CosignatureKey(NoteKey.requireName(parts[0]), hash, Arrays.copyOfRange(typed, 1, typed.length));
    }

    private static String typed(byte[] key) {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(key.length + 1).put(TYPE).put(key).array());
    }

    private static byte[] hash(String name, byte[] publicKey) {
        MessageDigest digest = Sha256.digest();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(TYPE);
        digest.update(publicKey);
        return Arrays.copyOf(digest.digest(), NoteKey.HASH_BYTES);
    }

    public String name() {
        return name;
    }

    private static byte[] message(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /** The note with this witness's word behind the signatures it has. @param seconds since 1970 */
    public SignedNote cosign(SignedNote note, long seconds) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key)));
            signature.update(message(note.text(), seconds));
            byte[] timed = ByteBuffer.allocate(SIGNATURE_BYTES)
                    .putLong(seconds)
                    .put(signature.sign())
                    .array();
            return note.with(new SignedNote.Line(name, hash, timed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with Ed25519", e);
        }
    }

    /** When this witness saw the note, in seconds since 1970; empty if it does not say so, or its word is not valid. */
    public Optional<Long> seen(SignedNote note) {
        for (SignedNote.Line line : note.signatures()) {
            if (line.name().equals(name)
                    && Arrays.equals(line.keyHash(), hash)
                    && line.signature().length == SIGNATURE_BYTES) {
                ByteBuffer timed = ByteBuffer.wrap(line.signature());
                long seconds = timed.getLong();
                byte[] signed = new byte[timed.remaining()];
                timed.get(signed);
                return isValid(message(note.text(), seconds), signed) ? Optional.of(seconds) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isValid(byte[] message, byte[] signed) {
        try {
            byte[] encoded = Arrays.copyOf(X509_ED25519, X509_ED25519.length + KEY_BYTES);
            System.arraycopy(key, 0, encoded, X509_ED25519.length, KEY_BYTES);
            PublicKey publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey);
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key '" + name + "' cannot be used: " + e.getMessage(), e);
        }
    }
}
