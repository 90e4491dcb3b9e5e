package io.reprise.http.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.reprise.domain.model.identity.IdentityEvent.LogInRefused;
import io.reprise.domain.model.identity.IdentityEvent.LoggedIn;
import io.reprise.domain.model.identity.IdentityEvent.LoggedOut;
import io.reprise.domain.model.identity.IdentityEvent.Means;
import io.reprise.domain.model.identity.IdentityEvent.Reason;
import io.reprise.domain.model.identity.Network;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.LogIns;
import io.reprise.domain.model.port.Pseudonyms;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Records who comes in and who does not. Whose coming cannot be recorded does not come in. What strangers do cannot make the log
 * grow without end: beyond 120 refusals a minute they are counted, and the count is in the next one that is recorded.
 */
@Component
final class LogInRecorder {

    static final String TOKEN_NAME = "(token)";

    private static final int REFUSALS_A_MINUTE = 120;
    private static final int CALLERS_MAX = 100_000;

    private final LogIns logIns;
    private final Pseudonyms pseudonyms;
    private final CampaignClock clock;
    private final Set<String> known;
    private final AtomicLong notRecorded = new AtomicLong();
    private final Bucket refusals = Bucket.builder()
            .addLimit(limit -> limit.capacity(REFUSALS_A_MINUTE).refillGreedy(REFUSALS_A_MINUTE, Duration.ofMinutes(1)))
            .build();
    private final Cache<String, Boolean> callers = Caffeine.newBuilder()
            .maximumSize(CALLERS_MAX)
            .expireAfterWrite(Duration.ofHours(1))
            .build();
    private volatile BiConsumer<String, String> failed = (address, name) -> {};

    /** @param pseudonyms of one key for all: strangers' typing must not fill the shelf of people's keys */
    LogInRecorder(LogIns logIns, @Qualifier("installation") Pseudonyms pseudonyms, CampaignClock clock, Users users) {
        this.logIns = logIns;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.known = users.all().stream().map(Users.User::name).collect(Collectors.toUnmodifiableSet());
    }

    /** @param failed is told address and name of each failure */
    void onFailure(BiConsumer<String, String> failed) {
        this.failed = failed;
    }

    @EventListener
    void calls(AuthenticationSuccessEvent event) {
        Authentication who = event.getAuthentication();
        boolean isToken = who instanceof JwtAuthenticationToken;
        if (isToken || who.getDetails() instanceof CallDetails) {
            Means means = isToken ? Means.TOKEN : Means.BASIC;
            String from = Network.of(address(who));
            callers.get(means + " " + from + " " + who.getName(), key -> {
                cameIn(who, means, from);
                return true;
            });
        }
    }

    @EventListener
    void comesIn(InteractiveAuthenticationSuccessEvent event) {
        Authentication who = event.getAuthentication();
        boolean isProvider = event.getGeneratedBy().getSimpleName().startsWith("OAuth2");
        cameIn(who, isProvider ? Means.PROVIDER : Means.FORM, Network.of(address(who)));
    }

    private void cameIn(Authentication who, Means means, String from) {
        logIns.record(new LoggedIn(who.getName(), Actors.of(who).roles(), means, from, clock.instant()));
    }

    @EventListener
    void isRefused(AbstractAuthenticationFailureEvent event) {
        Authentication who = event.getAuthentication();
        switch (who) {
            case BearerTokenAuthenticationToken token ->
                refused(TOKEN_NAME, Means.TOKEN, Reason.TOKEN_NOT_ACCEPTED, address(who));
            default ->
                wrong(
                        who.getName(),
                        who.getDetails() instanceof CallDetails ? Means.BASIC : Means.FORM,
                        known.contains(who.getName()) ? Reason.WRONG_PASSWORD : Reason.UNKNOWN_NAME,
                        address(who));
        }
    }

    private void wrong(String name, Means means, Reason reason, String address) {
        failed.accept(address, name);
        refused(name, means, reason, address);
    }

    /** Somebody was not let in. */
    void refused(String name, Means means, Reason reason, String address) {
        if (!refusals.tryConsume(1)) {
            notRecorded.incrementAndGet();
            return;
        }
        boolean isKnown = known.contains(name);
        boolean isNamed = !name.isBlank() && !name.equals(TOKEN_NAME);
        logIns.record(new LogInRefused(
                isKnown ? Optional.of(name) : Optional.empty(),
                isKnown || !isNamed
                        ? Optional.empty()
                        : Optional.of(pseudonyms.of("log-in " + name).value()),
                means,
                reason,
                Network.of(address),
                notRecorded.getAndSet(0),
                clock.instant()));
    }

    @EventListener
    void goes(LogoutSuccessEvent event) {
        logIns.record(new LoggedOut(event.getAuthentication().getName(), clock.instant()));
    }

    private static String address(Authentication who) {
        return who.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }
}
