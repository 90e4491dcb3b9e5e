package io.reprise.domain.model.identity;

import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who came in, and who did not. No secret is in it, of the address only the network ({@link Network}), and of a name that
 * nobody here has only a pseudonym: people type passwords into the wrong field.
 */
public sealed interface IdentityEvent {

    Instant at();

    /** How somebody shows who they are. */
    enum Means {
        /** Name and password in the log-in page. */
        FORM,
        /** Name and password with a call of the API. */
        BASIC,
        /** A token of the provider with a call of the API. */
        TOKEN,
        /** The provider's log-in page. */
        PROVIDER
    }

    /** Why somebody was not let in. */
    enum Reason {
        UNKNOWN_NAME,
        WRONG_PASSWORD,
        /** Out of date, of another issuer or for another audience, or not signed by whom it says. */
        TOKEN_NOT_ACCEPTED,
        /** The provider's log-in was broken off or answered what it must not. */
        PROVIDER_REFUSED,
        /** Too many attempts in a short time: this one was not even looked at. */
        TOO_MANY_ATTEMPTS
    }

    /** Somebody came in; by {@code BASIC} and {@code TOKEN} once an hour, and not with each call. */
    record LoggedIn(String name, Set<Role> roles, Means means, String from, Instant at) implements IdentityEvent {
        public LoggedIn {
            roles = Collections.unmodifiableSet(new TreeSet<>(roles));
        }
    }

    /**
     * Somebody was not let in.
     *
     * @param name where somebody of this name is known
     * @param pseudonym of a name that nobody has, so that the same one is seen to come again
     * @param notRecorded how many more there were since the last of these events, when there were too many to record each
     */
    record LogInRefused(
            Optional<String> name,
            Optional<String> pseudonym,
            Means means,
            Reason reason,
            String from,
            long notRecorded,
            Instant at)
            implements IdentityEvent {
        public LogInRefused {
            name = name == null ? Optional.empty() : name;
            pseudonym = pseudonym == null ? Optional.empty() : pseudonym;
        }
    }

    record LoggedOut(String name, Instant at) implements IdentityEvent {}
}
