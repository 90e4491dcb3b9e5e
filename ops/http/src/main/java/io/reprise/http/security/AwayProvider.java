package io.reprise.http.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;

/** Where the provider cannot be asked, the log-in page says so, and the server's log says why. */
final class AwayProvider implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {

    private static final Logger LOG = LoggerFactory.getLogger(AwayProvider.class);

    @Override
    public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
        filter.setAuthenticationFailureHandler((request, response, e) -> {
            LOG.warn("nobody can log in at the provider of OpenID Connect: {}", String.valueOf(e.getCause()));
            response.sendRedirect("/login?away");
        });
        return filter;
    }
}
