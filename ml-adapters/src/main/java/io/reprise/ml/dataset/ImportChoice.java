package io.reprise.ml.dataset;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.ml.dataset.source.Limits;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person says of a source, as it is typed.
 *
 * @param layout {@code auto} or a layout's word, @param timeUnit {@code auto}, {@code seconds} or {@code millis}
 * @param separator of cells, one character or {@code \\t}
 */
record ImportChoice(
        String layout,
        Limits limits,
        String encoding,
        String separator,
        Optional<String> zone,
        Optional<String> currency,
        String timeUnit) {

    /** @throws InvalidValue naming what cannot be */
    ImportOptions options() {
        Optional<Layout> chosen = layout.equals("auto")
                ? Optional.empty()
                : Optional.of(Layout.named(layout)
                        .orElseThrow(() -> new InvalidValue(
                                "layout", "'" + layout + "' is unknown: it is auto or one of " + Layout.words())));
        String cell = separator.equals("\\t") ? "\t" : separator;
        if (cell.length() != 1 || cell.equals("\"") || cell.equals("\n")) {
            throw new InvalidValue("separator", "must be one character, or \\t, but was '" + separator + "'");
        }
        return new ImportOptions(
                chosen,
                limits,
                charset(),
                cell.charAt(0),
                zone.map(ImportChoice::zoneOf),
                currency.map(ImportChoice::currencyOf),
                unit());
    }

    private Charset charset() {
        try {
            Charset charset = Charset.forName(encoding);
            if (charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")) {
                throw new InvalidValue(
                        "encoding", "'" + encoding + "' is not read: convert the file to UTF-8 with iconv");
            }
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new InvalidValue(
                    "encoding", "'" + encoding + "' is unknown: give one as UTF-8, GB18030 or ISO-8859-1");
        }
    }

    private static ZoneId zoneOf(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new InvalidValue("zone", "'" + text + "' is no time zone: give one as Europe/Paris");
        }
    }

    private static String currencyOf(String text) {
        try {
            return Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("currency", "'" + text + "' is no currency: give one of ISO 4217, as EUR");
        }
    }

    private Optional<Clock.TimeUnit> unit() {
        return switch (timeUnit) {
            case "auto" -> Optional.empty();
            case "seconds", "millis" -> Optional.of(Clock.TimeUnit.valueOf(timeUnit.toUpperCase(Locale.ROOT)));
            default ->
                throw new InvalidValue("time-unit", "'" + timeUnit + "' is unknown: it is auto, seconds or millis");
        };
    }
}
