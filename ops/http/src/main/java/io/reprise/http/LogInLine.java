package io.reprise.http;

import io.reprise.domain.model.identity.IdentityEvent;
import io.reprise.domain.model.identity.IdentityEvent.LogInRefused;
import io.reprise.domain.model.identity.IdentityEvent.LoggedIn;
import io.reprise.domain.model.identity.IdentityEvent.LoggedOut;
import io.reprise.domain.model.identity.IdentityEvent.Means;
import io.reprise.domain.model.identity.IdentityEvent.Reason;
import io.reprise.domain.model.port.LogIns;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A log-in, a refused one or a log-out.
 *
 * @param number place among them, from 0
 * @param name of a person who is known here, @param pseudonym of a name that is not
 * @param from the network, not the address
 * @param notRecorded how many more were refused before it that are not listed
 */
public record LogInLine(
        long number,
        Instant at,
        Happened happened,
        Optional<String> name,
        Optional<String> pseudonym,
        Set<Role> roles,
        Optional<Means> means,
        Optional<Reason> reason,
        Optional<String> from,
        long notRecorded) {

    /** What happened. */
    public enum Happened {
        LOGGED_IN,
        REFUSED,
        LOGGED_OUT
    }

    public static LogInLine of(LogIns.Numbered numbered) {
        return of(numbered.number(), numbered.event());
    }

    private static LogInLine of(long number, IdentityEvent event) {
        return switch (event) {
            case LoggedIn e ->
                new LogInLine(
                        number,
                        e.at(),
                        Happened.LOGGED_IN,
                        Optional.of(e.name()),
                        Optional.empty(),
                        e.roles(),
                        Optional.of(e.means()),
                        Optional.empty(),
                        Optional.of(e.from()),
                        0);
            case LogInRefused e ->
                new LogInLine(
                        number,
                        e.at(),
                        Happened.REFUSED,
                        e.name(),
                        e.pseudonym(),
                        Set.of(),
                        Optional.of(e.means()),
                        Optional.of(e.reason()),
                        Optional.of(e.from()),
                        e.notRecorded());
            case LoggedOut e ->
                new LogInLine(
                        number,
                        e.at(),
                        Happened.LOGGED_OUT,
                        Optional.of(e.name()),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0);
        };
    }
}
