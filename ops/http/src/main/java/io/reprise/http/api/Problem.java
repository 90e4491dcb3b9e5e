package io.reprise.http.api;

import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What went wrong (RFC 9457). A record of our own, since how Spring's is written depends on the mapper.
 *
 * @param code the refusal's name
 * @param field what is at fault, where it is a value
 * @param detail what to do about it
 */
record Problem(String type, String title, int status, String code, Optional<String> field, String detail) {

    static ResponseEntity<Problem> answer(HttpStatusCode status, String code, String field, String detail) {
        return answer(status, code, field, detail, new HttpHeaders());
    }

    static ResponseEntity<Problem> answer(
            HttpStatusCode status, String code, String field, String detail, HttpHeaders headers) {
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        Optional<String> at = field.isEmpty() ? Optional.empty() : Optional.of(field);
        return new ResponseEntity<>(
                new Problem("about:blank", title(code), status.value(), code, at, detail), headers, status);
    }

    /** {@code WrongPhase} as {@code Wrong phase}. */
    private static String title(String code) {
        String words = code.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
