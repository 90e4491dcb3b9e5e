package io.reprise.checker;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.checker.LogChecker.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Follows when a sale is, of what, and who sees it, against what people allowed. Part of {@link LogChecker}. */
final class ExtentLedger {

    static final String END = "end-moved-beyond-the-plan";
    static final String ITEMS = "items-changed-beyond-the-plan";
    static final String AUDIENCE = "audience-changed-beyond-the-plan";
    static final String WRONG_FROM = "extent-changed-from-another";
    static final String OUTSIDE = "sold-outside-the-sale";

    private static final int EVERYBODY_BPS = 10_000;

    private final Told told;
    private JsonNode plan;
    private final Set<String> offered = new HashSet<>();
    private Instant from = Instant.MAX;
    private Instant approvedEnd = Instant.MAX;
    private Instant end = Instant.parse("9999-12-31T00:00:00Z");
    private int audienceBps = EVERYBODY_BPS;
    private int itemChanges;

    ExtentLedger(Told told) {
        this.told = told;
    }

    void planned(JsonNode written) {
        plan = written;
        offered.clear();
        plan.get("items").forEach(item -> offered.add(item.get("sku").asText()));
        leeway().path("reserve").forEach(sku -> offered.remove(sku.asText()));
        audienceBps = leeway().path("audienceBps").asInt(EVERYBODY_BPS);
    }

    private JsonNode leeway() {
        return plan.path("steering").path("leeway");
    }

    void scheduled(JsonNode window) {
        from = Instant.parse(window.get("from").asText());
        approvedEnd = Instant.parse(window.get("to").asText());
        end = approvedEnd;
    }

    boolean offers(String sku) {
        return offered.contains(sku);
    }

    /** @param draw the published draw of a shopper */
    boolean isShown(long draw) {
        return draw % EVERYBODY_BPS < audienceBps;
    }

    /** Somebody bought at the sale's price. */
    void sold(Instant at) {
        // Who was at the till when it ended pays a moment later.
        if (at.isBefore(from) || !at.isBefore(end.plusSeconds(60))) {
            told.breach(OUTSIDE, at + " is not in " + from + " to " + end);
        }
    }

    /** @param limited whether the limits hold: a person may take a change back at any time */
    void changed(JsonNode extent, Instant at, boolean limited) {
        if (extent.hasNonNull("end")) {
            end(extent.get("end"), at, limited);
        }
        extent.path("takenOut").forEach(sku -> item(sku.asText(), false));
        extent.path("putIn").forEach(sku -> item(sku.asText(), true));
        itemChanges += extent.path("takenOut").size() + extent.path("putIn").size();
        boolean tooMany = itemChanges > leeway().path("itemChangesMax").asInt();
        boolean any = extent.path("takenOut").size() + extent.path("putIn").size() > 0;
        if (limited && any && (tooMany || offered.isEmpty())) {
            told.breach(ITEMS, itemChanges + " by " + at + ", " + offered.size() + " offered");
        }
        if (extent.hasNonNull("audience")) {
            audience(extent.get("audience"), limited);
        }
    }

    private void end(JsonNode move, Instant at, boolean limited) {
        Instant to = Instant.parse(move.get("to").asText());
        if (!end.equals(Instant.parse(move.get("from").asText()))) {
            told.breach(
                    WRONG_FROM,
                    "the end was " + end + ", not " + move.get("from").asText());
        }
        Instant latest = approvedEnd.plus(
                Duration.ofHours(leeway().path("endLaterHoursMax").asInt()));
        Instant earliest = approvedEnd.minus(
                Duration.ofHours(leeway().path("endEarlierHoursMax").asInt()));
        Instant horizon = Instant.parse(plan.get("within").get("to").asText());
        boolean inBlackout = false;
        for (JsonNode blackout : plan.path("steering").path("blackouts")) {
            inBlackout |= from.isBefore(Instant.parse(blackout.get("to").asText()))
                    && Instant.parse(blackout.get("from").asText()).isBefore(to);
        }
        if (!to.isAfter(at)
                || limited && (to.isAfter(latest) || to.isBefore(earliest) || to.isAfter(horizon) || inBlackout)) {
            told.breach(END, "to " + to + " at " + at);
        }
        end = to;
    }

    private void item(String sku, boolean in) {
        if (in ? !offered.add(sku) : !offered.remove(sku)) {
            told.breach(WRONG_FROM, sku + " was " + (in ? "offered" : "not offered"));
        }
    }

    private void audience(JsonNode move, boolean limited) {
        int to = move.get("toBps").asInt();
        if (move.get("fromBps").asInt() != audienceBps) {
            told.breach(WRONG_FROM, "the audience was " + audienceBps + ", not " + move.get("fromBps"));
        }
        if (limited
                && (to > EVERYBODY_BPS || to < leeway().path("audienceBpsMin").asInt(EVERYBODY_BPS))) {
            told.breach(AUDIENCE, to + " of no fewer than " + leeway().path("audienceBpsMin"));
        }
        audienceBps = to;
    }
}
