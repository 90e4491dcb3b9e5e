package io.reprise.http.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what browsers and tables keep of a log-in (HMAC-SHA-256, RFC 2104), the same on every server of an installation: whoever
 * reads the sessions' table cannot come in with what stands there, and whoever writes it cannot make anybody else of themselves.
 */
public final class SessionKey {

    private static final String HMAC = "HmacSHA256";

    private final byte[] key;

    private SessionKey(byte[] key) {
        this.key = key;
    }

    /** @param installation a key that all servers have and that is used for something else, of any length but 0 */
    public static SessionKey derivedFrom(byte[] installation) {
        return new SessionKey(mac(installation, "sessions of the console"));
    }

    /** 256 bits. */
    byte[] bytes() {
        return key.clone();
    }

    /** 43 characters that a cookie may hold. */
    public String sign(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, text));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
