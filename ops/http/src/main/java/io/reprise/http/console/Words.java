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
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Values in the reader's language: money, shares, times, reasons. Templates call it {@code @words}. */
@Component("words")
public class Words {

    private final MessageSource messages;

    Words(MessageSource messages) {
        this.messages = messages;
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }

    public String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale());
    }

    /** Minor units in the form of the currency, at least two decimals where it has them. */
    public String money(double minorUnits, String currencyCode) {
        Currency currency = Currency.getInstance(currencyCode);
        NumberFormat format = NumberFormat.getCurrencyInstance(locale());
        format.setCurrency(currency);
        format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
        format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
        return format.format(minorUnits / Math.pow(10, currency.getDefaultFractionDigits()));
    }

    /** A share of 1 as a percentage with one decimal at most. */
    public String percent(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale());
        format.setMaximumFractionDigits(1);
        return format.format(share);
    }

    public String percentBps(int basisPoints) {
        return percent(basisPoints / 10_000.0);
    }

    public String number(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0);
        return format.format(value);
    }

    /** A difference, with its sign. */
    public String signed(double value) {
        return (value > 0 ? "+" : "") + number(value);
    }

    public String signedMoney(long minorUnits, String currencyCode) {
        return (minorUnits > 0 ? "+" : "") + money(minorUnits, currencyCode);
    }

    public String signedSmall(double value) {
        return (value > 0 ? "+" : "") + small(value);
    }

    /** A measure of a model, four decimals at most. */
    public String figure(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(Math.abs(value) < 10 ? 4 : 1);
        return format.format(value);
    }

    /** A measure's name in the reader's language, or the name itself where there are no words for it. */
    public String measure(String name) {
        return named("measure", name);
    }

    /** The words for a name of some kind, {@code model} for instance, or the name itself where there are none. */
    public String named(String kind, String name) {
        return messages.getMessage(kind + "." + name, null, name, locale());
    }

    /** Day and time in the campaign's zone. */
    public String time(Instant instant, String zone) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale())
                .format(instant.atZone(ZoneId.of(zone)));
    }

    /** A window with its days, as short as it goes; a day that ends at midnight ends at 24:00. */
    public String hours(TimeWindow window, String zone) {
        ZoneId where = ZoneId.of(zone);
        ZonedDateTime from = window.from().atZone(where);
        ZonedDateTime to = window.to().atZone(where);
        boolean oneDay = from.toLocalDate().equals(to.minusNanos(1).toLocalDate());
        String end = !oneDay ? stamp(to) : to.getHour() + to.getMinute() == 0 ? "24:00" : hour(to);
        return stamp(from) + " – " + end;
    }

    private static String hour(ZonedDateTime time) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale())
                .format(time);
    }

    /** Day and time without the year. */
    private static String stamp(ZonedDateTime time) {
        return DateTimeFormatter.ofLocalizedPattern("MMMd").withLocale(locale()).format(time) + " " + hour(time);
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale())
                .format(day);
    }

    public String weekday(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.SHORT_STANDALONE, locale());
    }

    /** Month and year. */
    public String month(LocalDate day) {
        return DateTimeFormatter.ofLocalizedPattern("yMMMM")
                .withLocale(locale())
                .format(day);
    }

    /** Element and time, for the overlays of a diagram: {@code task_plan=9 Nov 09:00|…}. */
    public String stamps(Map<String, Instant> times, String zone) {
        ZoneId where = ZoneId.of(zone);
        return times.entrySet().stream()
                .map(e -> e.getKey() + "=" + stamp(e.getValue().atZone(where)))
                .collect(Collectors.joining("|"));
    }

    /** As a field of day and time wants it. */
    public String local(Instant instant, String zone) {
        return instant.atZone(ZoneId.of(zone)).toLocalDateTime().toString();
    }

    /** What a person decided, in a few words. */
    public String outcome(DecisionOutcome outcome, String zone) {
        return switch (outcome) {
            case ScheduleOutcome hours -> say("override.hours", hours(hours.window(), zone));
            case InventoryOutcome stock -> say("override.stock", stock.allocatedUnits());
            default -> outcome.toString();
        };
    }

    /** What an adjustment does, in a few words. */
    public String adjustment(AdjustmentOutcome outcome) {
        List<String> parts = new ArrayList<>();
        if (outcome.extraPush()) {
            parts.add(say("adjustment.push"));
        }
        if (!outcome.priceChanges().isEmpty()) {
            parts.add(say("adjustment.prices", outcome.priceChanges().size(), percentBps(outcome.largestStepBps())));
        }
        if (!outcome.moves().isEmpty()) {
            parts.add(say(
                    "adjustment.stock",
                    outcome.moves().stream().mapToInt(StockMove::total).sum()));
        }
        if (!outcome.returns().isEmpty()) {
            parts.add(say(
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
            parts.add(say(minutes > 0 ? "adjustment.later" : "adjustment.earlier", number(Math.abs(minutes) / 60.0)));
        });
        if (!extent.takenOut().isEmpty()) {
            parts.add(say("adjustment.taken-out", joined(extent.takenOut())));
        }
        if (!extent.putIn().isEmpty()) {
            parts.add(say("adjustment.put-in", joined(extent.putIn())));
        }
        extent.audience()
                .ifPresent(move ->
                        parts.add(say("adjustment.audience", percentBps(move.fromBps()), percentBps(move.toBps()))));
        return parts;
    }

    private static String joined(List<Sku> skus) {
        String some = skus.stream().limit(5).map(Sku::value).collect(Collectors.joining(", "));
        return skus.size() > 5 ? some + ", … (" + skus.size() + ")" : some;
    }

    /** What could not be taken back of an adjustment, one sentence each. */
    public String notRestored(List<NotRestored> parts) {
        return parts.stream().map(part -> say("not-restored." + part)).collect(Collectors.joining(" "));
    }

    /** An option that was weighed, in the reader's language; as it was recorded where there are no words for it. */
    public String option(Alternative alternative, String zone) {
        return alternative.arguments().isPresent()
                ? phrase(
                        "option.", alternative.option(), alternative.arguments().get(), zone)
                : words("option.", alternative.option(), zone);
    }

    /** Likewise why an option was set aside. */
    public String remark(Alternative alternative, String zone) {
        return alternative.remarkArguments().isPresent()
                ? phrase(
                        "remark.",
                        alternative.remark(),
                        alternative.remarkArguments().get(),
                        zone)
                : words("remark.", alternative.remark(), zone);
    }

    private String words(String kind, String written, String zone) {
        return Phrasebook.of(written)
                .map(phrase -> phrase(kind, phrase.key(), phrase.arguments(), zone))
                .orElse(written);
    }

    private String phrase(String kind, String key, List<String> given, String zone) {
        Object[] arguments = given.stream()
                .map(argument ->
                        argument.matches("\\d{4}-\\d\\d-\\d\\dT.*Z") ? time(Instant.parse(argument), zone) : argument)
                .toArray();
        return messages.getMessage(kind + key, arguments, given.isEmpty() ? key : key + " " + given, locale());
    }

    /** How wrong an option's worth may be, in few words; empty where nobody looked. */
    public String risk(Alternative alternative, String currency) {
        return alternative
                .risk()
                .map(risk ->
                        say("decision.risk-is", money(Math.round(risk.low()), currency), percent(risk.lossShare())))
                .orElse("");
    }

    /** What the arguments of each explanation are: t a time, m money, n a number, p basis points, c hundredths. */
    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
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
            Map.entry("evaluation.adjust-since-change", "nnnct"),
            Map.entry("evaluation.stop-since-change", "nnnct"),
            Map.entry("report.too-few", "n"),
            Map.entry("report.caused", "mnmm"),
            Map.entry("report.lost", "mnmm"),
            Map.entry("report.covers-zero", "mnmm"));

    /** The sentence of an explanation, its numbers filled in. */
    public String explain(Explanation explanation, String zone, String currency) {
        String kinds = ARGUMENTS.getOrDefault(explanation.message(), "");
        List<String> given = explanation.arguments();
        Object[] arguments = IntStream.range(0, given.size())
                .mapToObj(i -> switch (i < kinds.length() ? kinds.charAt(i) : ' ') {
                    case 't' -> time(Instant.parse(given.get(i)), zone);
                    case 'm' -> money(Long.parseLong(given.get(i)), currency);
                    case 'n' -> number(Double.parseDouble(given.get(i)));
                    case 'c' -> percent(Integer.parseInt(given.get(i)) / 100.0);
                    case 'p' -> percentBps(Integer.parseInt(given.get(i)));
                    default -> given.get(i);
                })
                .toArray();
        return messages.getMessage(
                "explain." + explanation.message(), arguments, explanation.message() + " " + given, locale());
    }

    /**
     * What a sale caused and how sure that is, in one sentence.
     *
     * @param key {@code effect.report} for a sale that is over, {@code effect.live} for one that runs
     * @param lowCents ends of the interval for each shopper
     */
    public String effect(String key, Optional<Effect> effect, double lowCents, double highCents, String currency) {
        if (effect.isEmpty()) {
            return say(key + ".too-few");
        }
        long shoppers = effect.get().shoppers();
        String caused = money(effect.get().causedCents(), currency);
        String low = money(Math.round(lowCents * shoppers), currency);
        String high = money(Math.round(highCents * shoppers), currency);
        return say(key + (lowCents > 0 ? ".more" : highCents < 0 ? ".less" : ".covers-zero"), caused, low, high);
    }

    /** A factor's name, or the name itself where it is an item's. */
    public String factor(String name) {
        return messages.getMessage("factor." + name, null, name, locale());
    }

    /** A feature's name; hours of the day are numbered. */
    public String feature(String name) {
        return name.startsWith("hour-") && Character.isDigit(name.charAt(5))
                ? say("feature.hour", name.substring(5) + ":00")
                : messages.getMessage("feature." + name, null, name, locale());
    }

    /** Three digits that count, for what may be far below one. */
    public String small(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        int leading = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
        format.setMaximumFractionDigits(Math.clamp(2L - leading, 0, 9));
        return format.format(value);
    }

    /** Why something was refused, in the reader's language where there are words for it. */
    public String refusal(Refusal refusal) {
        return locale().getLanguage().equals(Locale.ENGLISH.getLanguage())
                ? refusal.message()
                : messages.getMessage("refusal." + refusal.code(), null, refusal.message(), locale());
    }
}
