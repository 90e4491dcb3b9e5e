package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what an import sees. Takes the same memory for ten rows and for ten thousand million. */
final class QualityTally {

    /** Items beyond are counted as "at least so many". */
    private static final int ITEMS_MAX = 1_000_000;

    /** Different words, and reasons, that are told apart. */
    private static final int WORDS_MAX = 1_000;

    /** No source has more words for what people do; a column with more holds something else. */
    private static final int VOCABULARY_MAX = 20;

    private static final int WORD_ROWS_MIN = 10;

    private static final Duration FAR = Duration.ofDays(30);

    private record At(String column, Reason reason) implements Comparable<At> {
        @Override
        public int compareTo(At other) {
            int byColumn = column.compareTo(other.column);
            return byColumn != 0 ? byColumn : reason.compareTo(other.reason);
        }
    }

    private static final class Word {
        private final String shopper;
        private long rows;
        private boolean ofSeveral;

        Word(String shopper) {
            this.shopper = shopper;
        }
    }

    private final Layout layout;
    private final ZoneId zone;
    private final Map<String, Long> missing = new HashMap<>();
    private final SortedMap<At, Long> reasons = new TreeMap<>();
    private final Map<String, Word> unknown = new HashMap<>();
    private final SortedMap<String, Long> actions = new TreeMap<>();
    private final Map<LocalDate, Long> days = new HashMap<>();
    private final Set<String> items = new HashSet<>();
    private final Histogram units = new Histogram();
    private final Histogram prices = new Histogram();
    private final Histogram perShopper = new Histogram();
    private long rows;
    private long imported;
    private long quarantined;
    private long duplicates;
    private long stepsBack;
    private long wrongClock;
    private long shoppers;
    private long anonymous;
    private long ofShopper;
    private Optional<ShopperAction> before = Optional.empty();
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();

    QualityTally(Layout layout, ZoneId zone) {
        this.layout = layout;
        this.zone = zone;
    }

    void row() {
        rows++;
    }

    void missing(String column) {
        missing.merge(column, 1L, Long::sum);
    }

    void setAside(String column, Reason reason) {
        quarantined++;
        wrongClock += reason.flaw().ofClock() ? 1 : 0;
        count(column, reason);
    }

    /** A row of a table that is joined: not one of the rows that must come out even. */
    void lookupSetAside(String column, Reason reason) {
        count(column, reason);
    }

    private void count(String column, Reason reason) {
        At at = new At(column, reason);
        reasons.merge(
                reasons.size() < WORDS_MAX || reasons.containsKey(at) ? at : new At(column, Reason.of(reason.flaw())),
                1L,
                Long::sum);
    }

    void unknownWord(String word, String shopper) {
        if (unknown.size() < WORDS_MAX || unknown.containsKey(word)) {
            Word seen = unknown.computeIfAbsent(word, w -> new Word(shopper));
            seen.rows++;
            seen.ofSeveral |= !seen.shopper.equals(shopper);
        }
    }

    /** A row that can be read, in the order of the file. */
    void readable(ShopperAction action) {
        boolean back = before.filter(b -> b.shopper().isPresent()
                        && b.shopper().equals(action.shopper())
                        && action.at().isBefore(b.at()))
                .isPresent();
        stepsBack += back ? 1 : 0;
        before = Optional.of(action);
    }

    void duplicate() {
        duplicates++;
    }

    /** An action that is kept, sorted by shopper; empty at the end of each shopper's. */
    void kept(ShopperAction action) {
        imported++;
        ofShopper++;
        actions.merge(action.action().word(), 1L, Long::sum);
        days.merge(LocalDate.ofInstant(action.at(), zone), 1L, Long::sum);
        if (items.size() < ITEMS_MAX) {
            items.add(action.item());
        }
        units.add(action.units());
        action.priceCents().ifPresent(prices::add);
        anonymous += action.shopper().isEmpty() ? 1 : 0;
        first = Optional.of(first.filter(f -> f.isBefore(action.at())).orElse(action.at()));
        last = Optional.of(last.filter(l -> l.isAfter(action.at())).orElse(action.at()));
    }

    void endOfShopper(boolean known) {
        if (known && ofShopper > 0) {
            shoppers++;
            perShopper.add(ofShopper);
        }
        ofShopper = 0;
    }

    long rows() {
        return rows;
    }

    DataQualityReport report(
            String source, DataQualityReport.Settings settings, List<DataQualityReport.SourceRows> files) {
        Optional<DataQualityReport.Spread> unitsSpread = units.spread();
        Optional<DataQualityReport.Spread> priceSpread = prices.spread();
        List<DataQualityReport.Quarantined> counted = new ArrayList<>();
        reasons.forEach((at, n) -> counted.add(DataQualityReport.Quarantined.of(at.column(), at.reason(), n)));
        counted.sort((a, b) -> Long.compare(b.rows(), a.rows()));
        return new DataQualityReport(
                source,
                layout.word(),
                settings,
                files,
                rows,
                imported,
                quarantined,
                duplicates,
                columns(unitsSpread, priceSpread),
                List.copyOf(counted),
                new DataQualityReport.Clock(first, last, wrongClock, stepsBack, outsideMost()),
                actions,
                unknownWords(),
                shoppers,
                anonymous,
                items.size(),
                items.size() < ITEMS_MAX,
                unitsSpread,
                priceSpread,
                perShopper.spread(),
                new TreeMap<>(days));
    }

    /** What could name a person is left out: rare words, words with digits, and words that are many. */
    private SortedMap<String, Long> unknownWords() {
        SortedMap<String, Long> words = new TreeMap<>();
        if (unknown.size() <= VOCABULARY_MAX) {
            unknown.forEach((word, seen) -> {
                if (seen.ofSeveral && seen.rows >= WORD_ROWS_MIN && word.matches("[\\p{L} _-]{1,20}")) {
                    words.put(word, seen.rows);
                }
            });
        }
        return words;
    }

    private List<DataQualityReport.Column> columns(
            Optional<DataQualityReport.Spread> unitsSpread, Optional<DataQualityReport.Spread> priceSpread) {
        List<DataQualityReport.Column> columns = new ArrayList<>();
        List<String> required = layout.requiredNames();
        for (String name : layout.columnNames()) {
            long outliers = layout.unitsColumn()
                    .filter(name::equals)
                    .flatMap(c -> unitsSpread)
                    .or(() -> layout.priceColumn().filter(name::equals).flatMap(c -> priceSpread))
                    .map(DataQualityReport.Spread::above)
                    .orElse(name.equals(layout.timeColumn()) ? outsideMost() : 0L);
            columns.add(new DataQualityReport.Column(
                    name, required.contains(name), missing.getOrDefault(name, 0L), broken(name), outliers));
        }
        return List.copyOf(columns);
    }

    private long broken(String column) {
        return reasons.entrySet().stream()
                .filter(e -> e.getKey().column().equals(column))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private long outsideMost() {
        SortedMap<LocalDate, Long> sorted = new TreeMap<>(days);
        LocalDate from = dayOf(sorted, 0.001);
        LocalDate to = dayOf(sorted, 0.999);
        return sorted.entrySet().stream()
                .filter(e -> ChronoUnit.DAYS.between(e.getKey(), from) > FAR.toDays()
                        || ChronoUnit.DAYS.between(to, e.getKey()) > FAR.toDays())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private LocalDate dayOf(SortedMap<LocalDate, Long> sorted, double share) {
        long seen = 0;
        for (Map.Entry<LocalDate, Long> day : sorted.entrySet()) {
            seen += day.getValue();
            if (seen >= share * imported) {
                return day.getKey();
            }
        }
        return LocalDate.EPOCH;
    }
}
