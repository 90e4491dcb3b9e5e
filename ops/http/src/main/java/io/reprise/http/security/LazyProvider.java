package io.reprise.http.security;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/** Asks the provider where its pages are when the first person comes. */
final class LazyProvider implements ClientRegistrationRepository {

    private final OidcSettings settings;
    private volatile ClientRegistration found;

    LazyProvider(OidcSettings settings) {
        this.settings = settings;
    }

    @Override
    public ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(OidcConfiguration.REGISTRATION)) {
            return null;
        }
        if (found == null) {
            found = OidcConfiguration.registration(settings);
        }
        return found;
    }
}
