package io.reprise.domain.model.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Verifies notes by one key. */
public final class NoteVerifier {

    /** What precedes an Ed25519 key in its X.509 encoding (RFC 8410). */
    private static final byte[] X509_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final NoteKey key;

    private NoteVerifier(NoteKey key) {
        this.key = key;
    }

    /**
     * @param line {@code name+hash+key}
     * @throws IllegalArgumentException if it is no such key
     */
    public static NoteVerifier of(String line) {
        return new NoteVerifier(NoteKey.verifier(line));
    }

    /** Name of the key. */
    public String name() {
        return key.name();
    }

    /** Whether the note bears a valid signature by this key, and none by it that is not valid. */
    public boolean accepts(SignedNote note) {
        boolean found = false;
        for (SignedNote.Line line : note.signatures()) {
            if (line.name().equals(key.name()) && Arrays.equals(line.keyHash(), key.hash())) {
                if (!isValid(note.text(), line.signature())) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    private boolean isValid(String text, byte[] signed) {
        try {
            byte[] encoded = Arrays.copyOf(X509_ED25519, X509_ED25519.length + NoteKey.KEY_BYTES);
            System.arraycopy(key.key(), 0, encoded, X509_ED25519.length, NoteKey.KEY_BYTES);
            PublicKey publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(publicKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key '" + key.name() + "' cannot be used: " + e.getMessage(), e);
        }
    }
}
