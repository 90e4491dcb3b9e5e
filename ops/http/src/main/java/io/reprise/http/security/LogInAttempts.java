package io.reprise.http.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.reprise.domain.model.identity.IdentityEvent.Means;
import io.reprise.domain.model.identity.IdentityEvent.Reason;
import io.reprise.projections.StoreAway;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nobody tries passwords for long: after ten failures from an address with one name, or a hundred with any, further attempts
 * from there are not looked at for a while. A name alone is never shut out, or anybody could shut out anybody; nor are tokens,
 * which nobody guesses.
 */
final class LogInAttempts extends OncePerRequestFilter {

    static final int OF_NAME_MAX = 10;
    static final int OF_ADDRESS_MAX = 100;

    private static final int KEYS_MAX = 100_000;
    private static final String BASIC = "Basic ";

    private static final Logger LOG = LoggerFactory.getLogger(LogInAttempts.class);

    private final LogInRecorder recorder;
    private final Cache<String, Bucket> failures = Caffeine.newBuilder()
            .maximumSize(KEYS_MAX)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    LogInAttempts(LogInRecorder recorder) {
        this.recorder = recorder;
        recorder.onFailure(this::failed);
    }

    private record Attempt(String name, Means means) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Attempt> attempt = attempt(request);
        if (attempt.isEmpty() || mayTry(request.getRemoteAddr(), attempt.get().name())) {
            carryOn(request, response, chain);
            return;
        }
        recorder.refused(
                attempt.get().name(), attempt.get().means(), Reason.TOO_MANY_ATTEMPTS, request.getRemoteAddr());
        if (attempt.get().means() == Means.FORM) {
            response.sendRedirect("/login?wait");
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, "60");
        SecurityProblem.write(
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "TooManyAttempts",
                "Too many log-ins from this address have failed. Wait a minute, and look at name and password.");
    }

    private static void carryOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException e) {
            LOG.warn("the provider of log-ins cannot be asked: {}", e.getMessage());
            away(response, "10", "Busy", "Whoever says who you are cannot be asked at the moment. Send it again.");
        } catch (RuntimeException e) {
            // Whose coming cannot be recorded does not come in.
            if (!StoreAway.isCauseOf(e) || response.isCommitted()) {
                throw e;
            }
            LOG.error("a log-in cannot be recorded", e);
            away(response, StoreAway.RETRY_AFTER_SECONDS, "StoreAway", StoreAway.DETAIL);
        }
    }

    private static void away(HttpServletResponse response, String seconds, String code, String detail)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, seconds);
        SecurityProblem.write(response, HttpStatus.SERVICE_UNAVAILABLE, code, detail);
    }

    private boolean mayTry(String address, String name) {
        return ofName(address, name).getAvailableTokens() > 0
                && ofAddress(address).getAvailableTokens() > 0;
    }

    private void failed(String address, String name) {
        ofName(address, name).tryConsume(1);
        ofAddress(address).tryConsume(1);
    }

    private Bucket ofName(String address, String name) {
        return failures.get(address + " " + name, key -> bucket(OF_NAME_MAX));
    }

    private Bucket ofAddress(String address) {
        return failures.get(address, key -> bucket(OF_ADDRESS_MAX));
    }

    private static Bucket bucket(int perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillIntervally(perMinute, Duration.ofMinutes(1)))
                .build();
    }

    private static Optional<Attempt> attempt(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.of(
                    new Attempt(nameIn(header.substring(BASIC.length()).strip()), Means.BASIC));
        }
        return request.getMethod().equals("POST") && request.getRequestURI().equals("/login")
                ? Optional.of(new Attempt(String.valueOf(request.getParameter("username")), Means.FORM))
                : Optional.empty();
    }

    private static String nameIn(String credentials) {
        try {
            return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8).split(":", 2)[0];
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
