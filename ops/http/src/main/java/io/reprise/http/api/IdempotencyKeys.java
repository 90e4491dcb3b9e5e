package io.reprise.http.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.projections.answers.RememberedAnswers;
import io.reprise.projections.answers.RememberedAnswers.Answer;
import io.reprise.projections.answers.RememberedAnswers.Standing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * The {@code Idempotency-Key} header (draft-ietf-httpapi-idempotency-key-header): a call that comes again with the same key
 * gets the same answer, and is not carried out again. What is our mistake, or may be otherwise in a moment, is not kept.
 */
final class IdempotencyKeys extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final int KEY_LENGTH_MAX = 255;
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<Integer> NOT_KEPT = Set.of(401, 408, 412, 413, 429);
    private static final List<String> HEADERS = List.of(HttpHeaders.ETAG, HttpHeaders.LOCATION, HttpHeaders.LINK);

    private final RememberedAnswers answers;
    private final ObjectMapper json;
    private final InstantSource clock;

    /** @param clock of the machine: how long an answer is kept has nothing to do with a rehearsal's time */
    IdempotencyKeys(RememberedAnswers answers, ObjectMapper json, InstantSource clock) {
        this.answers = answers;
        this.json = json;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null || !METHODS.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            String header = request.getHeader(HEADER);
            InvalidValue.unless(
                    !header.isBlank() && header.length() <= KEY_LENGTH_MAX,
                    HEADER,
                    "must be 1 to " + KEY_LENGTH_MAX + " characters, a UUID for instance");
            byte[] body = request.getInputStream().readAllBytes();
            String key = Sha256.hexOf(String.valueOf(request.getRemoteUser()), header);
            String call = Sha256.hexOf(
                    request.getMethod(),
                    request.getRequestURI(),
                    String.valueOf(request.getQueryString()),
                    Sha256.hex(body));
            switch (answers.begin(key, call, clock.instant())) {
                case Standing.New n -> carryOut(new Read(request, body), response, chain, key, call);
                case Standing.Answered answered -> write(response, answered.answer());
                case Standing.OtherCall other ->
                    write(response, HttpStatus.UNPROCESSABLE_ENTITY, new ApiRefusal.KeyReused());
                case Standing.UnderWay underWay -> {
                    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
                    write(response, HttpStatus.CONFLICT, new ApiRefusal.KeyInUse());
                }
            }
        } catch (InvalidValue e) {
            write(response, Problem.answer(HttpStatus.BAD_REQUEST, "InvalidValue", e.field(), e.getMessage()));
        } catch (BodyLimit.BodyTooLong e) {
            write(response, Problem.answer(HttpStatus.PAYLOAD_TOO_LARGE, "LimitExceeded", "", e.getMessage()));
        }
    }

    private void carryOut(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, String key, String call)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        boolean isKept = false;
        try {
            chain.doFilter(request, kept);
            int status = kept.getStatus();
            String caching = String.valueOf(kept.getHeader(HttpHeaders.CACHE_CONTROL));
            // Security's own header forbids caches to keep any answer; what carries a secret says so by itself.
            if (status < 500 && !NOT_KEPT.contains(status) && !caching.equals("no-store")) {
                answers.keep(
                        key, call, new Answer(status, headers(kept), kept.getContentAsByteArray()), clock.instant());
                isKept = true;
            }
        } finally {
            if (!isKept) {
                answers.forget(key);
            }
        }
        kept.copyBodyToResponse();
    }

    private static Map<String, String> headers(ContentCachingResponseWrapper response) {
        Map<String, String> headers = new TreeMap<>();
        HEADERS.forEach(name -> {
            if (response.getHeader(name) != null) {
                headers.put(name, response.getHeader(name));
            }
        });
        if (response.getContentType() != null) {
            headers.put(HttpHeaders.CONTENT_TYPE, response.getContentType());
        }
        return headers;
    }

    private static void write(HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader(REPLAYED, "true");
        response.getOutputStream().write(answer.body());
    }

    private void write(HttpServletResponse response, HttpStatus status, ApiRefusal reason) throws IOException {
        write(response, Problem.answer(status, reason.code(), reason.field(), reason.message()));
    }

    private void write(HttpServletResponse response, ResponseEntity<Problem> problem) throws IOException {
        response.setStatus(problem.getStatusCode().value());
        response.setContentType(String.valueOf(problem.getHeaders().getContentType()));
        response.getOutputStream().write(json.writeValueAsBytes(problem.getBody()));
    }

    /** A request whose body was read already. */
    private static final class Read extends HttpServletRequestWrapper {

        private final byte[] body;

        private Read(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream in = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return in.read();
                }

                @Override
                public int read(byte[] buffer, int offset, int length) {
                    return in.read(buffer, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return in.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("nothing of the API reads a body without waiting");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
