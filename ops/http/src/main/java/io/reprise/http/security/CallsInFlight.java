package io.reprise.http.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How many calls are worked on at once. Beyond that a caller is told at once when to come again, so that nothing piles up and what
 * was let in is answered; when the rush is over everything is as before. Running sales come first: what their shoppers need, and
 * stopping one, may take every place, everything else half of them.
 */
final class CallsInFlight extends OncePerRequestFilter {

    static final String RETRY_SECONDS = "1";

    private static final Pattern OF_A_RUNNING_SALE =
            Pattern.compile("/api/v1/campaigns/[^/]+/(claims|signals|offers|audience|recommendations|stop)");

    private final int most;
    private final int mostOfOthers;
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();

    /** @param most calls at once */
    CallsInFlight(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("reprise.calls-at-once is at least 2, but was " + most);
        }
        this.most = most;
        this.mostOfOthers = most / 2;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isOther = !OF_A_RUNNING_SALE.matcher(request.getRequestURI()).matches();
        if (!enter(all, most)) {
            refuse(response);
            return;
        }
        try {
            if (isOther && !enter(others, mostOfOthers)) {
                refuse(response);
                return;
            }
            try {
                chain.doFilter(request, response);
            } finally {
                if (isOther) {
                    others.decrementAndGet();
                }
            }
        } finally {
            all.decrementAndGet();
        }
    }

    private static boolean enter(AtomicInteger inside, int places) {
        if (inside.incrementAndGet() <= places) {
            return true;
        }
        inside.decrementAndGet();
        return false;
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", RETRY_SECONDS);
        SecurityProblem.write(
                response,
                HttpStatus.TOO_MANY_REQUESTS,
                "TooBusy",
                "More is asked at once than can be answered. Nothing was done; send it again in a moment.");
    }
}
