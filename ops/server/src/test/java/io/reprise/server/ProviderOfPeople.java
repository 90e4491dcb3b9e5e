package io.reprise.server;

import io.reprise.domain.model.vocabulary.Role;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.server.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.server.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** An organisation's provider of OpenID Connect, with a log-in page of its own: Spring Authorization Server, in this process. */
final class ProviderOfPeople implements AutoCloseable {

    static final String CLIENT = "reprise-console";
    static final String SECRET = "known to both";

    private final ConfigurableApplicationContext context;

    private ProviderOfPeople(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Another host than the console's, as it is in an organisation: neither gets the other's cookies. */
    static String issuer(int port) {
        return "http://localhost:" + port;
    }

    /** @param console address of the console, which people are sent back to */
    static ProviderOfPeople start(int port, String console) {
        return new ProviderOfPeople(new SpringApplication(Pages.class)
                .run(
                        // Nothing of what is the server's.
                        "--spring.config.name=provider",
                        "--server.port=" + port,
                        "--issuer=" + issuer(port),
                        "--back=" + console + "/login/oauth2/code/provider"));
    }

    @Override
    public void close() {
        context.close();
    }

    /** Not a {@code @Configuration}: the server under test looks for those in this package. */
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class,
        OAuth2AuthorizationServerAutoConfiguration.class,
        OAuth2AuthorizationServerJwtAutoConfiguration.class
    })
    static class Pages {

        private static UserDetails person(String name, String role) {
            return User.withUsername(name)
                    .password("{noop}" + name)
                    .authorities(role)
                    .build();
        }

        /** One works elsewhere in the organisation; the last has the name of somebody of Reprise's user file. */
        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(
                    person("olga", Role.MARKETER.name().toLowerCase(Locale.ROOT)),
                    person("egon", "accountant"),
                    person("ana", Role.APPROVER.name()));
        }

        @Bean
        RegisteredClientRepository clients(Environment settings) {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId(
                            UUID.randomUUID().toString())
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(settings.getRequiredProperty("back"))
                    .scope(OidcScopes.OPENID)
                    .scope(OidcScopes.PROFILE)
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build())
                    .build());
        }

        @Bean
        AuthorizationServerSettings self(Environment settings) {
            return AuthorizationServerSettings.builder()
                    .issuer(settings.getRequiredProperty("issuer"))
                    .build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> roles() {
            return token -> {
                List<String> roles = token.getPrincipal().getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .toList();
                token.getClaims().claim("roles", roles);
            };
        }
    }
}
