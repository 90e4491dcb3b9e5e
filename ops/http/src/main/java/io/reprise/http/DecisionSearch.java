package io.reprise.http;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.Explanation;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.decisionlog.DecisionQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks through the decisions of all campaigns, the latest first. */
public final class DecisionSearch {

    /** Sentences are in no index: looking through more in one go would keep the reader waiting. */
    private static final int LOOKED_THROUGH_MAX = 2_000;

    /** Read at once: each has everything the decision was taken from. */
    private static final int READ_MAX = 250;

    /** ISO 4217 for none: of a campaign that has no page yet. */
    private static final String NO_CURRENCY = "XXX";

    /** Says why something was decided, in the reader's language. */
    public interface Sentences {
        String explain(Explanation explanation, String zone, String currency);
    }

    /** A decision with its sentence. */
    public record Line(DecisionEntry entry, String campaignName, String zone, String sentence) {}

    /**
     * @param next position before which to go on looking; empty where there is nothing more
     * @param lookedThrough how many were read for their words; 0 where no words were looked for
     */
    public record Found(List<Line> lines, Optional<Long> next, int lookedThrough) {
        public static final Found NOTHING = new Found(List.of(), Optional.empty(), 0);
    }

    private final DecisionLog log;
    private final CampaignPages pages;
    private final Sentences sentences;
    private final int lookedThroughMax;

    public DecisionSearch(DecisionLog log, CampaignPages pages, Sentences sentences) {
        this(log, pages, sentences, LOOKED_THROUGH_MAX);
    }

    /** @param lookedThroughMax how many are looked through in one go where words are looked for */
    public DecisionSearch(DecisionLog log, CampaignPages pages, Sentences sentences, int lookedThroughMax) {
        this.log = log;
        this.pages = pages;
        this.sentences = sentences;
        this.lookedThroughMax = lookedThroughMax;
    }

    /**
     * @param text words of the sentence or of the outcome, in any case; empty where none are looked for. Where they are, so
     *     many decisions may have to be looked through that fewer are found than asked for, and there is more to look through
     * @param before only those at lower positions of the log
     */
    public Found find(DecisionQuery query, String text, long before, int max) {
        String words = text.strip().toLowerCase(Locale.ROOT);
        Map<CampaignId, Optional<Plan>> plans = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        int atOnce = Math.min(max + 1, READ_MAX);
        long position = before;
        int read = 0;
        List<DecisionEntry> some;
        do {
            some = log.search(query, position, atOnce);
            for (DecisionEntry entry : some) {
                if (lines.size() == max || !words.isEmpty() && read == lookedThroughMax) {
                    return new Found(lines, Optional.of(position), words.isEmpty() ? 0 : read);
                }
                position = entry.position();
                read++;
                Line line = line(entry, plans);
                if (says(line, words)) {
                    lines.add(line);
                }
            }
        } while (some.size() == atOnce);
        return new Found(lines, Optional.empty(), words.isEmpty() ? 0 : read);
    }

    private Line line(DecisionEntry entry, Map<CampaignId, Optional<Plan>> plans) {
        CampaignId id = entry.decision().campaign();
        Optional<Plan> plan = plans.computeIfAbsent(id, c -> pages.find(c).map(page -> page.plan()));
        String zone = plan.map(p -> p.zone().getId()).orElse("UTC");
        String currency = plan.map(Plan::currency).orElse(NO_CURRENCY);
        return new Line(
                entry,
                plan.map(Plan::name).orElse(id.value()),
                zone,
                sentences.explain(entry.decision().explanation(), zone, currency));
    }

    private static boolean says(Line line, String words) {
        return words.isEmpty()
                || line.sentence().toLowerCase(Locale.ROOT).contains(words)
                || line.entry()
                        .decision()
                        .outcome()
                        .toString()
                        .toLowerCase(Locale.ROOT)
                        .contains(words);
    }
}
