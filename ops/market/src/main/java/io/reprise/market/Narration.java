package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What is said of the demo on the terminal. */
final class Narration {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(ZoneId.of(DemoPlan.ZONE));

    private final URI url;
    private final String campaign;
    private String waitedFor = "";

    Narration(URI url, String campaign) {
        this.url = url;
        this.campaign = campaign;
    }

    void say(String line) {
        System.out.println(line);
    }

    void promoted(String who, JsonNode release) {
        say(String.format(
                Locale.ROOT,
                "%s promotes model %s: %s %.4f against the baseline's %.4f on held-out data",
                who,
                model(release),
                release.get("metric").asText(),
                release.get("error").asDouble(),
                release.get("baselineError").asDouble()));
    }

    void doesNotDecide(JsonNode release) {
        say("model " + model(release) + " is " + release.get("stage").asText() + " and does not decide");
    }

    private static String model(JsonNode release) {
        return release.get("model").asText() + " " + release.get("version").asText();
    }

    void proposal(JsonNode page) {
        JsonNode schedule = page.get("schedule");
        int units = 0;
        for (JsonNode item : page.get("inventory").get("items")) {
            for (JsonNode n : item.get("allocated")) {
                units += n.asInt();
            }
        }
        say(String.format(
                "decided: start %s, 24 hours, %d push waves, %d units set aside",
                HOUR.format(Instant.parse(schedule.get("window").get("from").asText())),
                schedule.get("pushWaves").size(),
                units));
    }

    void sentBack(JsonNode page) {
        say("the plan was sent back: " + page.path("sentBackComment").asText() + " (revise and submit it at "
                + console() + ")");
    }

    /** Once, until something else is waited for. */
    void waiting(String what) {
        if (!waitedFor.equals(what)) {
            waitedFor = what;
            say(what + ": log in at " + url + "/inbox as ana or finn (password: the name)");
        }
    }

    void beginsAt(Instant start) {
        say("waiting for the hour of the sale, " + HOUR.format(start));
    }

    /**
     * The hour that is over.
     *
     * @param played what shoppers did in it
     * @param points how the sale goes, window by window
     */
    void hour(Instant at, Sale.Played played, JsonNode points, JsonNode page) {
        String line = String.format("%s  %3d orders", HOUR.format(at), played.orders());
        if (played.refused() > 0) {
            line += ", " + played.refused() + " found no stock";
        }
        if (!points.isEmpty()) {
            JsonNode last = points.get(points.size() - 1);
            line += String.format(
                    Locale.ROOT,
                    "  |  sold %d, expected %.0f (%.0f to %.0f), pace %.2f, %s",
                    last.get("units").asLong(),
                    last.get("expectedMid").asDouble(),
                    last.get("expectedLow").asDouble(),
                    last.get("expectedHigh").asDouble(),
                    last.get("pace").asDouble(),
                    money(last.get("revenueCents").asLong()));
        }
        say(line + adjusted(page, at));
    }

    private static String adjusted(JsonNode page, Instant at) {
        StringBuilder text = new StringBuilder();
        for (JsonNode adjustment : page.get("adjustments")) {
            boolean recent = Instant.parse(adjustment.get("at").asText()).isAfter(at.minus(Duration.ofHours(1)));
            if (recent && isApplied(adjustment)) {
                text.append("  |  ").append(change(adjustment.get("outcome")));
                text.append(isByRule(adjustment) ? " (automatic)" : " (approved)");
            }
        }
        return text.toString();
    }

    private static String change(JsonNode outcome) {
        int prices = outcome.get("priceChanges").size();
        if (prices > 0) {
            return prices + " prices changed";
        }
        return outcome.get("extraPush").asBoolean()
                ? "push wave sent"
                : "stock moved to " + outcome.path("stockMoves").size() + " items";
    }

    private static boolean isApplied(JsonNode adjustment) {
        return adjustment.get("stage").asText().equals("APPLIED");
    }

    /** Or else a person approved it. */
    private static boolean isByRule(JsonNode adjustment) {
        return !adjustment.path("rule").asText().isEmpty();
    }

    void endedAs(JsonNode page) {
        say("the campaign ended as " + page.get("phase").asText() + ": "
                + page.path("endReason").asText());
    }

    /** What the closed sale brought, and the digest of what was decided. */
    void evaluation(JsonNode page, JsonNode decisions) {
        System.out.println();
        System.out.println("Evaluation of '" + campaign + "'");
        sales(page.get("report"));
        int automatic = 0;
        int approved = 0;
        for (JsonNode adjustment : page.get("adjustments")) {
            if (isApplied(adjustment)) {
                automatic += isByRule(adjustment) ? 1 : 0;
                approved += isByRule(adjustment) ? 0 : 1;
            }
        }
        line("adjustments", "%d automatic, %d approved by a person", automatic, approved);
        line("decisions", "%d", decisions.size());
        System.out.println("outcome digest: " + OutcomeDigest.of(decisions));
        System.out.println("closed: " + console());
    }

    private static void sales(JsonNode r) {
        line(
                "participation",
                "%.1f %% of the shoppers who saw the sale looked",
                100 * r.get("participation").asDouble());
        line("conversion", "%.1f %% of these bought", 100 * r.get("conversion").asDouble());
        line(
                "sales",
                "%d units, %s, margin %s, discounts given %s",
                r.get("units").asLong(),
                money(r.get("revenueCents").asLong()),
                money(r.get("marginCents").asLong()),
                money(r.get("discountGivenCents").asLong()));
        line(
                "against forecast",
                "%.0f units expected (band %.0f to %.0f)",
                r.get("forecastMid").asDouble(),
                r.get("forecastLow").asDouble(),
                r.get("forecastHigh").asDouble());
        line(
                "sell-through",
                "%.1f %% of the units set aside",
                100 * r.get("sellThrough").asDouble());
        line(
                "against hold-out",
                "%+.1f pence a shopper (95 %% interval %+.1f to %+.1f): the sale caused %s, %+.0f %%",
                r.get("liftPerShopperCents").asDouble(),
                r.get("liftLowCents").asDouble(),
                r.get("liftHighCents").asDouble(),
                money(r.get("causedRevenueCents").asLong()),
                100 * r.get("causedShare").asDouble());
    }

    private static void line(String name, String format, Object... values) {
        System.out.printf("  %-17s %s%n", name, String.format(Locale.ROOT, format, values));
    }

    static String money(long cents) {
        return String.format(Locale.ROOT, "%s£%,.2f", cents < 0 ? "-" : "", Math.abs(cents) / 100.0);
    }

    private String console() {
        return url + "/campaigns/" + campaign;
    }
}
