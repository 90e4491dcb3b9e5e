package io.reprise.http.api;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
     * What was read for a page.
     *
     * @param next what the next one goes on after; empty where there is none. It may be there where fewer lines were found
     *     than a page has, since they have to be looked for
     */
    record Part<T>(List<T> lines, Optional<String> next) {}

    /**
     * A page of a list that is too long to be read whole.
     *
     * @param read lines after the one with a key, which is empty for the first of them; at most so many
     */
    <R> ResponseEntity<List<R>> page(
            HttpServletRequest request, BiFunction<String, Integer, List<T>> read, Function<T, R> answer) {
        return part(
                request,
                (after, most) -> {
                    List<T> lines = read.apply(after, most + 1);
                    return lines.size() <= most
                            ? new Part<>(lines, Optional.empty())
                            : new Part<>(lines.subList(0, most), Optional.of(key.apply(lines.get(most - 1))));
                },
                answer);
    }

    /**
     * A page of what has to be looked for.
     *
     * @param read lines after the one with a key, which is empty for the first of them; at most so many
     */
    static <T, R> ResponseEntity<List<R>> part(
            HttpServletRequest request, BiFunction<String, Integer, Part<T>> read, Function<T, R> answer) {
        int most = limit(request.getParameter("limit"));
        String list = Sha256.hexOf(request.getRequestURI()).substring(0, 8);
        String cursor = request.getParameter("cursor");
        Part<T> part = read.apply(cursor == null ? "" : read(cursor, list), most);
        List<R> lines = part.lines().stream().map(answer).toList();
        return part.next()
                .map(next -> ResponseEntity.ok()
                        .header(HttpHeaders.LINK, next(request, most, list, next))
                        .body(lines))
                .orElseGet(() -> ResponseEntity.ok(lines));
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
