package io.reprise.http.security;

import io.reprise.domain.model.vocabulary.Sha256;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * bcrypt, but a password found right is remembered for a while by its digest: the shop logs in with every call, and
 * bcrypt is made to be slow.
 */
final class RememberingEncoder implements PasswordEncoder {

    private static final int KEPT_MAX = 1_000;

    private final PasswordEncoder bcrypt = new BCryptPasswordEncoder();
    private final Map<String, Long> right = new ConcurrentHashMap<>();

    @Override
    public String encode(CharSequence password) {
        return bcrypt.encode(password);
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
        String key = Sha256.hexOf(password.toString(), hash);
        Long until = right.get(key);
        if (until != null && System.nanoTime() - until < 0) {
            return true;
        }
        boolean matches = bcrypt.matches(password, hash);
        if (matches) {
            if (right.size() >= KEPT_MAX) {
                right.clear();
            }
            right.put(key, System.nanoTime() + Duration.ofMinutes(5).toNanos());
        }
        return matches;
    }
}
