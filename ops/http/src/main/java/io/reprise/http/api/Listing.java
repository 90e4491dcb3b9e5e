package io.reprise.http.api;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A list in pages. A page goes on after the last line of the one before, by that line's place in the order and not by a
 * number of lines: so what is added or taken away meanwhile neither repeats a line nor leaves one out.
 *
 * @param key place in the order, as a text: lines are listed in the order of their keys, and no two have the same
 */
record Listing<T>(Function<T, String> key) {

    static final int LIMIT_MAX = 1_000;

    private static final int LIMIT_DEFAULT = 100;
    private static final String REMEDY = "must be one that Link: rel=next of this list has";

    /** Numbers in their order as texts; none is negative. */
    static String ascending(long number) {
        return "%019d".formatted(number);
    }

    /** The latest first. */
    static String latestFirst(Instant at) {
        return ascending(Long.MAX_VALUE - micros(at));
    }

    static String earliestFirst(Instant at) {
        return ascending(micros(at));
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }

    /** All lines where neither limit nor cursor is asked for. */
    <R> ResponseEntity<List<R>> page(HttpServletRequest request, List<T> all, Function<T, R> answer) {
        List<T> sorted = all.stream().sorted(Comparator.comparing(key)).toList();
        if (request.getParameter("limit") == null && request.getParameter("cursor") == null) {
            return ResponseEntity.ok(sorted.stream().map(answer).toList());
        }
        return page(
                request,
                (after, most) -> sorted.stream()
                        .filter(line -> key.apply(line).compareTo(after) > 0)
                        .limit(most)
                        .toList(),
                answer);
    }

    /**
     * A page of a list that is too long to be read whole.
     *
     * @param read lines after the one with a key, which is empty for the first of them; at most so many
     */
    <R> ResponseEntity<List<R>> page(
            HttpServletRequest request, BiFunction<String, Integer, List<T>> read, Function<T, R> answer) {
        int most = limit(request.getParameter("limit"));
        String list = Sha256.hexOf(request.getRequestURI()).substring(0, 8);
        String cursor = request.getParameter("cursor");
        List<T> lines = new ArrayList<>(read.apply(cursor == null ? "" : read(cursor, list), most + 1));
        if (lines.size() <= most) {
            return ResponseEntity.ok(lines.stream().map(answer).toList());
        }
        lines.removeLast();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, next(request, most, list, key.apply(lines.getLast())))
                .body(lines.stream().map(answer).toList());
    }

    private static int limit(String limit) {
        String remedy = "must be 1 to " + LIMIT_MAX;
        InvalidValue.unless(limit == null || limit.matches("\\d{1,5}"), "limit", remedy);
        int most = limit == null ? LIMIT_DEFAULT : Integer.parseInt(limit);
        InvalidValue.unless(most >= 1 && most <= LIMIT_MAX, "limit", remedy);
        return most;
    }

    private static String next(HttpServletRequest request, int limit, String list, String key) {
        String cursor =
                Base64.getUrlEncoder().withoutPadding().encodeToString((list + key).getBytes(StandardCharsets.UTF_8));
        String path = UriComponentsBuilder.fromPath(request.getRequestURI())
                .query(request.getQueryString())
                .replaceQueryParam("limit", limit)
                .replaceQueryParam("cursor", cursor)
                .build()
                .toUriString();
        return "<" + path + ">; rel=\"next\"";
    }

    private static String read(String cursor, String list) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            InvalidValue.unless(text.startsWith(list), "cursor", REMEDY);
            return text.substring(list.length());
        } catch (InvalidValue e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("cursor", REMEDY);
        }
    }
}
