package io.reprise.projections.people;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What lies on the shelf for one person.
 *
 * @param keyId 32 hexadecimal digits drawn by lot; empty where the key is {@link Kind#GONE}
 * @param sealed by the installation's master key; empty where the key is gone
 */
record SealedKey(Kind kind, String keyId, byte[] sealed) {

    static final int KEY_ID_LENGTH = 32;

    enum Kind {
        /** The person's own key, drawn by lot: the pseudonym is made with it. */
        OWN,
        /** The pseudonym itself, made with the installation's key before people had their own. */
        ADOPTED,
        /**
         * There was an adopted one. Says that the person was erased, so that the installation's key does not bring the old
         * pseudonym back; an own key leaves nothing behind.
         */
        GONE
    }

    static final SealedKey GONE = new SealedKey(Kind.GONE, "", new byte[0]);

    /** One byte of kind, the key's id, what is sealed. */
    byte[] bytes() {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[1 + id.length + sealed.length];
        bytes[0] = (byte) kind.ordinal();
        System.arraycopy(id, 0, bytes, 1, id.length);
        System.arraycopy(sealed, 0, bytes, 1 + id.length, sealed.length);
        return bytes;
    }

    static SealedKey of(byte[] bytes) {
        Kind kind = Kind.values()[bytes[0]];
        return kind == Kind.GONE
                ? GONE
                : new SealedKey(
                        kind,
                        new String(bytes, 1, KEY_ID_LENGTH, StandardCharsets.US_ASCII),
                        Arrays.copyOfRange(bytes, 1 + KEY_ID_LENGTH, bytes.length));
    }
}
