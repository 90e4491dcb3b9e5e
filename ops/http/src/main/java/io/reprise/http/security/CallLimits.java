package io.reprise.http.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.reprise.domain.model.vocabulary.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** How many calls one caller may make; whoever is not logged in is told apart by address. A burst of four seconds is let pass. */
final class CallLimits extends OncePerRequestFilter {

    private static final int CALLERS_MAX = 100_000;
    private static final int BURST_SECONDS = 4;

    private final int perSecond;
    private final int ofShopPerSecond;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(CALLERS_MAX)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    CallLimits(int perSecond, int ofShopPerSecond) {
        this.perSecond = perSecond;
        this.ofShopPerSecond = ofShopPerSecond;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        boolean isKnown = who != null && who.isAuthenticated() && !(who instanceof AnonymousAuthenticationToken);
        String caller = isKnown ? "name " + who.getName() : "address " + request.getRemoteAddr();
        boolean isShop = isKnown
                && who.getAuthorities().stream()
                        .anyMatch(granted -> granted.getAuthority().equals("ROLE_" + Role.SHOP));
        ConsumptionProbe probe = buckets.get(caller, c -> bucket(isShop ? ofShopPerSecond : perSecond))
                .tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
            return;
        }
        long seconds =
                Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds());
        response.setHeader("Retry-After", Long.toString(seconds));
        SecurityProblem.write(
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "TooManyCalls",
                "These are more calls than one caller may make. Send fewer, or several things with one call.");
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity((long) perSecond * BURST_SECONDS).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
