package io.reprise.domain.model.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** Signs notes with one key. */
public final class NoteSigner {

    /** A signer's and a verifier's line that belong together. */
    public record KeyLines(String signer, String verifier) {}

    private final NoteKey key;

    private NoteSigner(NoteKey key) {
        this.key = key;
    }

    /**
     * @param line {@code PRIVATE+KEY+name+hash+key}
     * @throws IllegalArgumentException if it is no such key; the message never holds it
     */
    public static NoteSigner of(String line) {
        return new NoteSigner(NoteKey.signer(line));
    }

    /** The lines of a fresh key pair of the algorithm {@code Ed25519}. */
    public static KeyLines lines(String name, KeyPair fresh) {
        byte[] encoded = fresh.getPublic().getEncoded();
        byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - NoteKey.KEY_BYTES, encoded.length);
        byte[] seed = ((EdECPrivateKey) fresh.getPrivate()).getBytes().orElseThrow();
        return new KeyLines(NoteKey.signerLine(name, publicKey, seed), NoteKey.verifierLine(name, publicKey));
    }

    /** Name of the key. */
    public String name() {
        return key.name();
    }

    /** The note's text with this key's signature after those it has. */
    public SignedNote sign(SignedNote note) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.key())));
            signature.update(note.text().getBytes(StandardCharsets.UTF_8));
            return note.with(new SignedNote.Line(key.name(), key.hash(), signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with Ed25519", e);
        }
    }
}
