package io.reprise.http.console;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.decisionlog.DecisionQuery;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is looked for among decisions, as it is typed. Times are UTC. */
public final class DecisionSearch {

    private static final int PAGE = 25;

    /** Sentences are in no index: looking through more in one go would keep the reader waiting. */
    private static final int LOOKED_THROUGH_MAX = 2_000;

    /** ISO 4217 for none: of a campaign that has no page yet. */
    private static final String NO_CURRENCY = "XXX";

    public String campaign = "";
    public String kind = "";
    public String policy = "";
    public String model = "";
    public String actor = "";
    public String from = "";
    public String to = "";
    public String whose = DecisionQuery.Who.ANYBODY.name();
    public String text = "";

    /** A decision with its sentence. */
    public record Line(DecisionEntry entry, String campaignName, String zone, String sentence) {}

    /**
     * @param next position before which to go on looking; empty where there is nothing more
     * @param lookedThrough how many were read for their words; 0 where no words were looked for
     */
    public record Found(List<Line> lines, Optional<Long> next, int lookedThrough) {
        static final Found NOTHING = new Found(List.of(), Optional.empty(), 0);
    }

    /** @throws InvalidValue naming the field that cannot be read */
    Found find(DecisionLog log, CampaignPages pages, DecisionWords words, long before) {
        DecisionQuery query = query();
        Map<CampaignId, Optional<Plan>> plans = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        long position = before;
        int read = 0;
        while (true) {
            List<DecisionEntry> page = log.search(query, position, PAGE);
            for (DecisionEntry entry : page) {
                position = entry.position();
                read++;
                Line line = line(entry, plans, pages, words);
                if (says(line)) {
                    lines.add(line);
                }
                if (lines.size() == PAGE) {
                    return new Found(lines, Optional.of(position), text.isBlank() ? 0 : read);
                }
            }
            if (page.size() < PAGE) {
                return new Found(lines, Optional.empty(), text.isBlank() ? 0 : read);
            }
            if (read >= LOOKED_THROUGH_MAX) {
                return new Found(lines, Optional.of(position), read);
            }
        }
    }

    private static Line line(
            DecisionEntry entry, Map<CampaignId, Optional<Plan>> plans, CampaignPages pages, DecisionWords words) {
        CampaignId id = entry.decision().campaign();
        Optional<Plan> plan = plans.computeIfAbsent(id, c -> pages.find(c).map(page -> page.plan()));
        String zone = plan.map(p -> p.zone().getId()).orElse("UTC");
        String currency = plan.map(Plan::currency).orElse(NO_CURRENCY);
        return new Line(
                entry,
                plan.map(Plan::name).orElse(id.value()),
                zone,
                words.explain(entry.decision().explanation(), zone, currency));
    }

    private boolean says(Line line) {
        String asked = text.strip().toLowerCase(Locale.ROOT);
        return asked.isEmpty()
                || line.sentence().toLowerCase(Locale.ROOT).contains(asked)
                || line.entry()
                        .decision()
                        .outcome()
                        .toString()
                        .toLowerCase(Locale.ROOT)
                        .contains(asked);
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
