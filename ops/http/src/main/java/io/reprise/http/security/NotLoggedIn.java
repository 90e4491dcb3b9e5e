package io.reprise.http.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Says how to log in, and of a token what is wrong with it; nothing of what stood in it. */
final class NotLoggedIn implements AuthenticationEntryPoint {

    private static final String BASIC = "Basic realm=\"Reprise\"";
    private static final String BEARER = "Bearer realm=\"Reprise\"";

    private final boolean takesTokens;

    NotLoggedIn(boolean takesTokens) {
        this.takesTokens = takesTokens;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof OAuth2AuthenticationException) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BEARER + ", error=\"invalid_token\"");
            SecurityProblem.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "TokenNotAccepted",
                    "The token is not accepted: " + fault(e) + ". Get another one.");
            return;
        }
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BASIC);
        if (takesTokens) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BEARER);
        }
        SecurityProblem.write(
                response,
                HttpStatus.UNAUTHORIZED,
                "NotLoggedIn",
                takesTokens ? "Log in with a token, or with HTTP Basic." : "Log in with HTTP Basic.");
    }

    private static String fault(AuthenticationException e) {
        return Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                .filter(JwtValidationException.class::isInstance)
                .map(JwtValidationException.class::cast)
                .map(invalid -> invalid.getErrors().stream()
                        .map(OAuth2Error::getDescription)
                        .flatMap(text -> Optional.ofNullable(text).stream())
                        .collect(Collectors.joining("; ")))
                .findFirst()
                .orElse("its form, its signature or whom it names is not right");
    }
}
