package io.reprise.http.console;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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

    /** The same, or other words where there are none for the key. */
    String sayOr(String key, String otherwise, Object... arguments) {
        return messages.getMessage(key, arguments, otherwise, locale());
    }

    /** Minor units in the form of the currency, with as many decimals as it has; as they are where it has no units. */
    public String money(double minorUnits, String currencyCode) {
        Currency currency = Currency.getInstance(currencyCode);
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        NumberFormat format = NumberFormat.getCurrencyInstance(locale());
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(minorUnits / Math.pow(10, digits));
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

    /** What a price is lowered by; nothing has no sign. */
    public String discount(int basisPoints) {
        return (basisPoints > 0 ? "\u2212" : "") + percentBps(basisPoints);
    }

    public String number(double value) {
        return NumberFormat.getNumberInstance(locale()).format(counted(value));
    }

    /**
     * The number that {@link #number} says, for a message that says one unit, but two units: only a number can be counted by a message,
     * a text cannot.
     */
    public double counted(double value) {
        if (!Double.isFinite(value)) {
            return value;
        }
        int digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
        // By way of a decimal nothing is not less than nothing, however it was reckoned.
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
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
        return sayOr(kind + "." + name, name);
    }

    /** A column of what a model is asked or answers. */
    public String column(String name) {
        return named("feature", name);
    }

    /** A group, where its attribute gives it other words than its name. */
    public String group(String attribute, String group) {
        return sayOr("group." + attribute + "." + group.replace(' ', '-'), group);
    }

    /** What a person did, as a transparency report names it. */
    public String act(String act) {
        return named("act", act.replace(' ', '-'));
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

    /** What is wrong with a value, as {@link InvalidWords} has it. */
    public String invalid(InvalidValue wrong) {
        return InvalidWords.of(wrong, this);
    }
}
