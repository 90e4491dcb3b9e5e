package io.reprise.http.api;

import io.reprise.domain.model.vocabulary.Refusal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ETag of a plan, which is its version: who changes a plan may say which one, and writes over nobody's change. */
final class PlanTag {

    private static final Pattern FORM = Pattern.compile("\"plan-(\\d{1,9})\"");

    private PlanTag() {}

    /** The plan was changed in the meantime. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal reason;

        Failed(Refusal reason) {
            super(reason.message());
            this.reason = reason;
        }

        Refusal reason() {
            return reason;
        }
    }

    static String of(int version) {
        return "plan-" + version;
    }

    /**
     * The version an {@code If-Match} names; empty for any, and where there is no such header.
     *
     * @return 0, which no plan has, where it names something else
     */
    static Optional<Integer> version(String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(ifMatch.strip());
        return Optional.of(matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0);
    }
}
