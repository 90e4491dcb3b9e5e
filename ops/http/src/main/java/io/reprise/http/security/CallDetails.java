package io.reprise.http.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Where a call of the API comes from; its type tells it from a log-in at the page. */
final class CallDetails extends WebAuthenticationDetails {

    private static final long serialVersionUID = 1L;

    CallDetails(HttpServletRequest request) {
        super(request);
    }
}
