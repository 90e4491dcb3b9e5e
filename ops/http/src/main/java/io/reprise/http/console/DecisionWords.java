package io.reprise.http.console;

import io.reprise.domain.model.campaign.CampaignEvent.NotRestored;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.Effect;
import io.reprise.domain.model.decision.Explanation;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.http.DecisionSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Decisions in the reader's language: what was weighed, what was decided, why, and what it brought. Templates call it {@code @decisionWords}. */
@Component("decisionWords")
public class DecisionWords implements DecisionSearch.Sentences {

    /** What the arguments of each explanation are: t a time, m money, n a number, p basis points, c hundredths. */
    static final Map<String, String> ARGUMENTS = Map.ofEntries(
            Map.entry("assortment.expected-value", "nmm"),
            Map.entry("assortment.planned-assortment", "n"),
            Map.entry("assortment.uniform-assortment", "n"),
            Map.entry("schedule.best-start", "tm"),
            Map.entry("schedule.planned-schedule", "t"),
            Map.entry("schedule.evening-schedule", "t"),
            Map.entry("schedule.portfolio-alone", "tm"),
            Map.entry("schedule.portfolio-blackouts", "tmm"),
            Map.entry("schedule.portfolio-capacity", "tmm"),
            Map.entry("schedule.portfolio-others", "tmm"),
            Map.entry("inventory.newsvendor", "nnn"),
            Map.entry("inventory.allocated", "nnnn"),
            Map.entry("inventory.allocated-stock-budget", "nnnnn"),
            Map.entry("inventory.allocated-warehouse-capacity", "nnnnm"),
            Map.entry("inventory.allocated-free-stock", "nnnnm"),
            Map.entry("inventory.proportional", "n"),
            Map.entry("evaluation.continue", "nnnct"),
            Map.entry("evaluation.adjust", "nnnct"),
            Map.entry("evaluation.stop", "nnnct"),
            Map.entry("report.caused-more", "mn"),
            Map.entry("report.not-shown", "mn"),
            Map.entry("adjustment.leave-alone", "nmp"),
            Map.entry("adjustment.extra-push", "nmp"),
            Map.entry("adjustment.stock-moves", "nmp"),
            Map.entry("adjustment.price-steps", "nmp"),
            Map.entry("adjustment.leave-it-alone", "m"),
            Map.entry("adjustment.only-stock", "mnn"),
            Map.entry("adjustment.small-price-steps", "mn"),
            Map.entry("adjustment.large-price-steps", "mn"),
            Map.entry("adjustment.extra-push-wave", "m"),
            Map.entry("adjustment.end-later", "mn"),
            Map.entry("adjustment.end-earlier", "mn"),
            Map.entry("adjustment.other-items", "mnn"),
            Map.entry("adjustment.wider-audience", "mn"),
            Map.entry("adjustment.narrower-audience", "mn"),
            Map.entry("evaluation.continue-since-change", "nnnct"),
            Map.entry("evaluation.no-orders", "nnt"),
            Map.entry("evaluation.look", "nnnct"),
            Map.entry("evaluation.look-since-change", "nnnct"),
            Map.entry("evaluation.adjust-since-change", "nnnct"),
            Map.entry("evaluation.stop-since-change", "nnnct"),
            Map.entry("report.too-few", "n"),
            Map.entry("report.caused", "mnmm"),
            Map.entry("report.lost", "mnmm"),
            Map.entry("report.covers-zero", "mnmm"));

    private final Words words;

    DecisionWords(Words words) {
        this.words = words;
    }

    /** What was decided, in a few words; empty where only the decision's own sentence says it. */
    public String outcome(DecisionOutcome outcome, String zone) {
        return switch (outcome) {
            case ScheduleOutcome hours -> words.say("override.hours", words.hours(hours.window(), zone));
            case InventoryOutcome stock -> words.say("override.stock", stock.allocatedUnits());
            case AdjustmentOutcome adjustment -> adjustment(adjustment);
            default -> "";
        };
    }

    /** What an adjustment does, in a few words. */
    public String adjustment(AdjustmentOutcome outcome) {
        List<String> parts = new ArrayList<>();
        if (outcome.extraPush()) {
            parts.add(words.say("adjustment.push"));
        }
        if (!outcome.priceChanges().isEmpty()) {
            parts.add(words.say(
                    "adjustment.prices", outcome.priceChanges().size(), words.percentBps(outcome.largestStepBps())));
        }
        if (!outcome.moves().isEmpty()) {
            parts.add(words.say(
                    "adjustment.stock",
                    outcome.moves().stream().mapToInt(StockMove::total).sum()));
        }
        if (!outcome.returns().isEmpty()) {
            parts.add(words.say(
                    "adjustment.returned",
                    outcome.returns().stream().mapToInt(StockMove::total).sum()));
        }
        outcome.extent().ifPresent(extent -> parts.addAll(extent(extent)));
        return String.join("; ", parts);
    }

    /** What of the extent changes, in a few words. */
    private List<String> extent(ExtentChange extent) {
        List<String> parts = new ArrayList<>();
        extent.end().ifPresent(move -> {
            long minutes = Duration.between(move.from(), move.to()).toMinutes();
            parts.add(words.say(
                    minutes > 0 ? "adjustment.later" : "adjustment.earlier", words.number(Math.abs(minutes) / 60.0)));
        });
        if (!extent.takenOut().isEmpty()) {
            parts.add(words.say("adjustment.taken-out", joined(extent.takenOut())));
        }
        if (!extent.putIn().isEmpty()) {
            parts.add(words.say("adjustment.put-in", joined(extent.putIn())));
        }
        extent.audience()
                .ifPresent(move -> parts.add(words.say(
                        "adjustment.audience", words.percentBps(move.fromBps()), words.percentBps(move.toBps()))));
        return parts;
    }

    private static String joined(List<Sku> skus) {
        String some = skus.stream().limit(5).map(Sku::value).collect(Collectors.joining(", "));
        return skus.size() > 5 ? some + ", … (" + skus.size() + ")" : some;
    }

    /** What could not be taken back of an adjustment, one sentence each. */
    public String notRestored(List<NotRestored> parts) {
        return parts.stream().map(part -> words.say("not-restored." + part)).collect(Collectors.joining(" "));
    }

    /** An option that was weighed, in the reader's language; as it was recorded where there are no words for it. */
    public String option(Alternative alternative, String zone) {
        return alternative.arguments().isPresent()
                ? phrase(
                        "option.", alternative.option(), alternative.arguments().get(), zone)
                : recorded("option.", alternative.option(), zone);
    }

    /** Likewise why an option was set aside. */
    public String remark(Alternative alternative, String zone) {
        return alternative.remarkArguments().isPresent()
                ? phrase(
                        "remark.",
                        alternative.remark(),
                        alternative.remarkArguments().get(),
                        zone)
                : recorded("remark.", alternative.remark(), zone);
    }

    private String recorded(String kind, String written, String zone) {
        return Phrasebook.of(written)
                .map(phrase -> phrase(kind, phrase.key(), phrase.arguments(), zone))
                .orElse(written);
    }

    private String phrase(String kind, String key, List<String> given, String zone) {
        Object[] arguments = given.stream()
                .map(argument -> argument.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
                        ? words.time(Instant.parse(argument), zone)
                        : argument.matches("-?\\d{1,15}") ? Long.valueOf(argument) : argument)
                .toArray();
        return words.sayOr(kind + key, given.isEmpty() ? key : key + " " + given, arguments);
    }

    /** How wrong an option's worth may be, in few words; empty where nobody looked. */
    public String risk(Alternative alternative, String currency) {
        return alternative
                .risk()
                .map(risk -> words.say(
                        "decision.risk-is",
                        words.money(Math.round(risk.low()), currency),
                        words.percent(risk.lossShare())))
                .orElse("");
    }

    /** The sentence of an explanation, its numbers filled in. */
    @Override
    public String explain(Explanation explanation, String zone, String currency) {
        String kinds = ARGUMENTS.getOrDefault(explanation.message(), "");
        List<String> given = explanation.arguments();
        Object[] arguments = IntStream.range(0, given.size())
                .mapToObj(i -> switch (i < kinds.length() ? kinds.charAt(i) : ' ') {
                    case 't' -> words.time(Instant.parse(given.get(i)), zone);
                    case 'm' -> words.money(Long.parseLong(given.get(i)), currency);
                    case 'n' -> words.counted(Double.parseDouble(given.get(i)));
                    case 'c' -> words.percent(Integer.parseInt(given.get(i)) / 100.0);
                    case 'p' -> words.percentBps(Integer.parseInt(given.get(i)));
                    default -> given.get(i);
                })
                .toArray();
        return words.sayOr("explain." + explanation.message(), explanation.message() + " " + given, arguments);
    }

    /**
     * What a sale caused and how sure that is, in one sentence.
     *
     * @param key {@code effect.report} for a sale that is over, {@code effect.live} for one that runs
     * @param lowCents ends of the interval for each shopper
     */
    public String effect(String key, Optional<Effect> effect, double lowCents, double highCents, String currency) {
        if (effect.isEmpty()) {
            return words.say(key + ".too-few");
        }
        long shoppers = effect.get().shoppers();
        String caused = words.money(effect.get().causedCents(), currency);
        String low = words.money(Math.round(lowCents * shoppers), currency);
        String high = words.money(Math.round(highCents * shoppers), currency);
        return words.say(key + (lowCents > 0 ? ".more" : highCents < 0 ? ".less" : ".covers-zero"), caused, low, high);
    }

    /** A factor's name, or the name itself where it is an item's. */
    public String factor(String name) {
        return words.named("factor", name);
    }

    /** A feature's name; hours of the day are numbered. */
    public String feature(String name) {
        return name.startsWith("hour-") && Character.isDigit(name.charAt(5))
                ? words.say("feature.hour", name.substring(5) + ":00")
                : words.named("feature", name);
    }
}
