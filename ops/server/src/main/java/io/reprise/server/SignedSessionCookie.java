package io.reprise.server;

import io.reprise.http.security.SessionKey;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** The cookie of a session names it and proves that a server gave that name: to read it in the table is not enough to come in with it. */
final class SignedSessionCookie extends DefaultCookieSerializer {

    private final SessionKey key;

    SignedSessionCookie(SessionKey key) {
        this.key = key;
    }

    @Override
    public void writeCookieValue(CookieValue cookie) {
        String session = cookie.getCookieValue();
        boolean isTakenBack = session.isEmpty();
        super.writeCookieValue(
                new CookieValue(cookie.getRequest(), cookie.getResponse(), isTakenBack ? "" : signed(session)));
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return super.readCookieValues(request).stream()
                .filter(cookie -> isOurs(cookie, named(cookie)))
                .map(SignedSessionCookie::named)
                .toList();
    }

    private String signed(String session) {
        return session + "." + key.sign("cookie " + session);
    }

    private static String named(String cookie) {
        return cookie.split("\\.", 2)[0];
    }

    private boolean isOurs(String cookie, String session) {
        return MessageDigest.isEqual(
                cookie.getBytes(StandardCharsets.UTF_8), signed(session).getBytes(StandardCharsets.UTF_8));
    }
}
