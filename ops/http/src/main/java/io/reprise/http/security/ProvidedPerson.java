package io.reprise.http.security;

import io.reprise.domain.model.vocabulary.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Name and roles of a person in the claims of a token. */
final class ProvidedPerson {

    private final OidcSettings settings;
    private final Set<String> localNames;

    /** @param localNames of the user file: nobody from elsewhere is let in under one of them */
    ProvidedPerson(OidcSettings settings, Set<String> localNames) {
        this.settings = settings;
        this.localNames = Set.copyOf(localNames);
    }

    /** Empty where the claims name nobody, or somebody of the user file. */
    Optional<String> name(Map<String, Object> claims) {
        return claims.get(settings.nameClaim()) instanceof String name && !name.isBlank() && !localNames.contains(name)
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Roles that are known here; others are of no interest, and the engine's own is nobody's. */
    Collection<GrantedAuthority> authorities(Map<String, Object> claims) {
        return rolesOf(claims).stream()
                .flatMap(role -> role(role).stream())
                .filter(role -> role != Role.ENGINE)
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<String> rolesOf(Map<String, Object> claims) {
        Object found = claims;
        for (String level : settings.rolesClaim().split("\\.")) {
            found = found instanceof Map<?, ?> map ? map.get(level) : null;
        }
        return switch (found) {
            case Collection<?> many -> many.stream().map(String::valueOf).toList();
            case String text -> Arrays.asList(text.split("[ ,]+"));
            case null, default -> List.of();
        };
    }

    private Optional<Role> role(String name) {
        if (!settings.roles().isEmpty()) {
            return Optional.ofNullable(settings.roles().get(name));
        }
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
