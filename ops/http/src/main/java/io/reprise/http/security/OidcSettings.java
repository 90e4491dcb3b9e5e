package io.reprise.http.security;

import io.reprise.domain.model.vocabulary.Role;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The provider that says who people are (OpenID Connect); without an issuer, only the user file does.
 *
 * @param issuer as it names itself in its tokens
 * @param jwkSet where its keys are; where it is left out, the issuer says it
 * @param audience that a token has to be for; required with an issuer
 * @param nameClaim who it is: has to be unique and never given to somebody else, since four eyes are told apart by it
 * @param rolesClaim where roles are, with dots between levels, for instance {@code realm_access.roles}
 * @param roles names of roles as the provider has them; without any, they are called as here, in any case
 * @param clientId with the secret: people log in to the console there
 */
public record OidcSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String jwkSet,
        @DefaultValue("") String audience,
        @DefaultValue("sub") String nameClaim,
        @DefaultValue("roles") String rolesClaim,
        Map<String, Role> roles,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret) {

    public OidcSettings {
        roles = roles == null ? Map.of() : Map.copyOf(roles);
        if (!issuer.isBlank() && audience.isBlank()) {
            throw new IllegalArgumentException(
                    "reprise.oidc.audience names whom tokens have to be for: without it, any token of the issuer would open");
        }
        if (roles.containsValue(Role.ENGINE)) {
            throw new IllegalArgumentException(
                    "reprise.oidc.roles gives out ENGINE, which is Reprise's own: take it out");
        }
    }

    public boolean hasIssuer() {
        return !issuer.isBlank();
    }

    /** Whether people log in to the console there. */
    public boolean hasLogIn() {
        return hasIssuer() && !clientId.isBlank();
    }
}
