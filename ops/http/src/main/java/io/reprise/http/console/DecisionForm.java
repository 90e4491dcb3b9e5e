package io.reprise.http.console;

import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.DecisionSearch;
import io.reprise.projections.decisionlog.DecisionQuery;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** What is looked for among decisions, as it is typed. Times are UTC. */
public final class DecisionForm {

    static final int PAGE = 25;

    public String campaign = "";
    public String kind = "";
    public String policy = "";
    public String model = "";
    public String actor = "";
    public String from = "";
    public String to = "";
    public String whose = DecisionQuery.Who.ANYBODY.name();
    public String text = "";

    /** @throws InvalidValue naming the field that cannot be read */
    DecisionSearch.Found find(DecisionSearch search, long before, int max) {
        return search.find(query(), text, before, max);
    }

    private DecisionQuery query() {
        return new DecisionQuery(
                campaign.strip(),
                kind.isEmpty() ? Optional.empty() : Optional.of(one(DecisionKind.class, "kind", kind)),
                policy.strip(),
                model.strip(),
                actor.strip(),
                time("from", from),
                time("to", to),
                one(DecisionQuery.Who.class, "whose", whose));
    }

    private static <E extends Enum<E>> E one(Class<E> type, String field, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue(field, "'" + name + "' is none of " + List.of(type.getEnumConstants()));
        }
    }

    private static Optional<Instant> time(String field, String text) {
        try {
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(text.strip()).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw new InvalidValue(field, "'" + text + "' is no day and time such as 2026-11-11T08:00");
        }
    }
}
