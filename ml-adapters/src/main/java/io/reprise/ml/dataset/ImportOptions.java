package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.Limits;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a person may say about a source; what is empty is found out, or taken from the layout.
 *
 * @param zone where the source's clocks hang
 * @param currency of its prices, ISO 4217
 */
record ImportOptions(
        Optional<Layout> layout,
        Limits limits,
        Charset encoding,
        char separator,
        Optional<ZoneId> zone,
        Optional<String> currency,
        Optional<Clock.TimeUnit> timeUnit) {

    static final ImportOptions DEFAULT = new ImportOptions(
            Optional.empty(),
            Limits.DEFAULT,
            StandardCharsets.UTF_8,
            ',',
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    ImportOptions with(Layout chosen) {
        return new ImportOptions(Optional.of(chosen), limits, encoding, separator, zone, currency, timeUnit);
    }
}
