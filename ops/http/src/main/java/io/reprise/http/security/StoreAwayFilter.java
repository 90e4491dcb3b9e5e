package io.reprise.http.security;

import io.reprise.projections.StoreAway;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where sessions cannot be read or written nobody is known: answered 503, to be tried again, before an error page asks for one. */
public final class StoreAwayFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(StoreAwayFilter.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            if (!StoreAway.isCauseOf(e) || response.isCommitted()) {
                throw e;
            }
            LOG.error("a session cannot be read or written", e);
            write(response);
        }
    }

    private static void write(HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setHeader(HttpHeaders.RETRY_AFTER, StoreAway.RETRY_AFTER_SECONDS);
        SecurityProblem.write(response, HttpStatus.SERVICE_UNAVAILABLE, "StoreAway", StoreAway.DETAIL);
    }
}
