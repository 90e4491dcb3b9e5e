package io.reprise.http.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * People of an OpenID Connect provider: tokens with calls of the API (RFC 6750, RFC 9068 without its media type), and its log-in
 * page for the console (authorization code with PKCE). The provider is asked when the first person comes, not when the server
 * starts: either may be down for a while.
 */
@Configuration(proxyBeanMethods = false)
class OidcConfiguration {

    static final String REGISTRATION = "provider";

    private static final String NO_ROLE = "norole";
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Set<SignatureAlgorithm> SIGNED = Set.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384);

    /** Under a name that pages can ask for. */
    @Bean("oidcSettings")
    OidcSettings oidcSettings(Environment environment) {
        return Binder.get(environment).bindOrCreate("reprise.oidc", OidcSettings.class);
    }

    @Bean
    ProvidedPerson providedPerson(OidcSettings settings, Users users) {
        return new ProvidedPerson(
                settings, users.all().stream().map(Users.User::name).collect(Collectors.toSet()));
    }

    /** What a call's token has to be. Never asked where there is no issuer. */
    @Bean
    JwtDecoder jwtDecoder(OidcSettings settings) {
        return new SupplierJwtDecoder(() -> {
            var keys = settings.jwkSet().isBlank()
                    ? NimbusJwtDecoder.withIssuerLocation(settings.issuer())
                    : NimbusJwtDecoder.withJwkSetUri(settings.jwkSet());
            return decoder(keys, settings);
        });
    }

    private static NimbusJwtDecoder decoder(NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder keys, OidcSettings settings) {
        NimbusJwtDecoder decoder =
                keys.jwsAlgorithms(known -> known.addAll(SIGNED)).build();
        List<OAuth2TokenValidator<Jwt>> checks = new ArrayList<>();
        checks.add(new JwtIssuerValidator(settings.issuer()));
        checks.add(new JwtTimestampValidator(SKEW));
        // One that never expires is refused too.
        checks.add(new JwtClaimValidator<>(JwtClaimNames.EXP, expiry -> expiry != null));
        checks.add(new JwtClaimValidator<List<String>>(
                JwtClaimNames.AUD, audience -> audience != null && audience.contains(settings.audience())));
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(checks));
        return decoder;
    }

    static Converter<Jwt, AbstractAuthenticationToken> caller(ProvidedPerson person) {
        return token -> new JwtAuthenticationToken(
                token,
                person.authorities(token.getClaims()),
                person.name(token.getClaims())
                        .orElseThrow(() -> new InvalidBearerTokenException("The token names nobody that may come in")));
    }

    static OAuth2UserService<OidcUserRequest, OidcUser> visitor(OidcSettings settings, ProvidedPerson person) {
        OidcUserService asked = new OidcUserService();
        return request -> {
            OidcUser user = asked.loadUser(request);
            if (person.name(user.getClaims()).isEmpty()) {
                throw new OAuth2AuthenticationException(
                        new OAuth2Error("invalid_token", "The provider names nobody that may come in", null));
            }
            Collection<GrantedAuthority> roles = person.authorities(user.getClaims());
            if (roles.isEmpty()) {
                throw new OAuth2AuthenticationException(
                        new OAuth2Error(NO_ROLE, "The provider gives this person no role that is known here", null));
            }
            return new DefaultOidcUser(roles, user.getIdToken(), user.getUserInfo(), settings.nameClaim());
        };
    }

    /** What the log-in page is told of somebody who did not come in. */
    static String why(AuthenticationException refused) {
        return refused instanceof OAuth2AuthenticationException e
                        && NO_ROLE.equals(e.getError().getErrorCode())
                ? NO_ROLE
                : "refused";
    }

    /** Asks the provider where its pages are. */
    static ClientRegistration registration(OidcSettings settings) {
        return ClientRegistrations.fromIssuerLocation(settings.issuer())
                .registrationId(REGISTRATION)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .scope("openid", "profile")
                .build();
    }
}
