package io.reprise.http.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What is answered while the server is being wired: the log-in page in full, everything else with when to come again. A log-in
 * that is sent meanwhile waits, and so does who follows a sale: no browser asks again by itself for a stream that was refused.
 */
public final class StartingFilter extends OncePerRequestFilter {

    /** The page for whoever asks for one. */
    @FunctionalInterface
    public interface Page {
        void write(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    public static final String CODE = "Starting";

    static final String RETRY_SECONDS = "2";

    /** Fewer than the web server has threads. */
    static final int HELD_MAX = 50;

    private static final Pattern SERVED = Pattern.compile("/login|/favicon\\.ico|/(assets|webjars)/.*");
    private static final String HEALTH = "/actuator/health";
    private static final String HEALTH_TYPE = "application/vnd.spring-boot.actuator.v3+json";

    private final Page page;
    private final Duration patience;
    private final Semaphore held = new Semaphore(HELD_MAX);
    private volatile CountDownLatch wired = new CountDownLatch(0);

    /** @param patience how long a log-in or a stream waits for the server at most */
    public StartingFilter(Page page, Duration patience) {
        this.page = page;
        this.patience = patience;
    }

    /** From now on little is served. */
    public void begin() {
        wired = new CountDownLatch(1);
    }

    /** From now on everything is served, first of all what waits. */
    public void end() {
        wired.countDown();
    }

    /** How many wait. */
    int held() {
        return HELD_MAX - held.availablePermits();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (wired.getCount() == 0 || isServed(request) || (isHeld(request) && isWiredInTime())) {
            chain.doFilter(request, response);
            return;
        }
        String path = request.getRequestURI();
        if (path.startsWith(HEALTH)) {
            boolean isAlive = path.equals(HEALTH + "/liveness");
            write(
                    response,
                    isAlive ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
                    isAlive ? "UP" : "OUT_OF_SERVICE");
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (path.startsWith("/api/") || path.startsWith("/actuator/")) {
            SecurityProblem.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    CODE,
                    "The server is starting. Nothing was done; send it again in a moment.");
            return;
        }
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        page.write(request, response);
    }

    /** The log-in page and what it is made of. */
    private static boolean isServed(HttpServletRequest request) {
        return isRead(request) && SERVED.matcher(request.getRequestURI()).matches();
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static boolean isHeld(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return (request.getMethod().equals("POST") && request.getRequestURI().equals("/login"))
                || (accepted != null && accepted.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE));
    }

    private boolean isWiredInTime() {
        if (!held.tryAcquire()) {
            return false;
        }
        try {
            return wired.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            held.release();
        }
    }

    private static void write(HttpServletResponse response, HttpStatus status, String health) throws IOException {
        response.setStatus(status.value());
        response.setContentType(HEALTH_TYPE);
        response.getOutputStream().write(("{\"status\":\"" + health + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
