package io.reprise.http.security;

import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;

/** Who is logged in, as the core knows people. */
public final class Actors {

    private static final String PREFIX = "ROLE_";

    private Actors() {}

    public static Actor of(Authentication authentication) {
        Set<Role> roles = authentication.getAuthorities().stream()
                .map(authority -> authority.getAuthority())
                .filter(authority -> authority.startsWith(PREFIX))
                .map(authority -> Role.valueOf(authority.substring(PREFIX.length())))
                .collect(Collectors.toSet());
        return new Actor(authentication.getName(), roles);
    }
}
