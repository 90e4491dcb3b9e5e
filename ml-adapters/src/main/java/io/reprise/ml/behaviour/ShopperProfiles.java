package io.reprise.ml.behaviour;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.ExternalSort;
import io.reprise.ml.dataset.ShopperAction;
import io.reprise.ml.dataset.source.CsvRows;
import io.reprise.ml.dataset.source.Limits;
import io.reprise.ml.dataset.source.RawRow;
import io.reprise.ml.dataset.source.SourceFile;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * One profile a shopper, merged from files about shoppers and from their actions. Where sources disagree on a field, the
 * latest observation counts, and of equally late ones that of the source named first; the profile says of each field which
 * source and time it is from, and what the others said. Only fields that were asked for are read.
 */
final class ShopperProfiles implements Closeable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VALUE_CHARACTERS_MAX = 200;

    /** @param conflicts fields on which sources disagree, @param unreadable rows of the files that could not be used */
    record Summary(long shoppers, long withFacts, long conflicts, long unreadable, Map<String, Long> fields) {}

    private final Pseudonyms pseudonyms;
    private final List<String> fields;
    private final ExternalSort<ProfileFact> facts;
    private final Map<String, Long> known = new HashMap<>();
    private long shoppers;
    private long withFacts;
    private long conflicts;
    private long unreadable;

    /** @param fields columns that may be read from files */
    ShopperProfiles(Path folder, Pseudonyms pseudonyms, List<String> fields) throws IOException {
        this.pseudonyms = pseudonyms;
        this.fields = fields;
        this.facts = new ExternalSort<>(
                folder, ProfileFact.ORDER, ProfileFact.FORM, ProfileFact::bytes, ExternalSort.memory());
    }

    /** @throws UnreadableData if a column is missing */
    void read(Path file, int rank) throws IOException {
        String source = file.getFileName().toString();
        try (CsvRows rows =
                new CsvRows(SourceFile.open(file, Limits.DEFAULT), Limits.DEFAULT, StandardCharsets.UTF_8, ',')) {
            List<String> header = rows.next().map(RawRow::cells).orElse(List.of());
            int shopper = header.indexOf("shopper");
            if (shopper < 0 || fields.stream().noneMatch(header::contains)) {
                throw new UnreadableData(
                        source + " has the columns " + header + ": it needs 'shopper' and at least one of "
                                + "the fields named with --profile-fields, " + fields);
            }
            int at = header.indexOf("observedAt");
            for (Optional<RawRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                take(row.get(), header, shopper, at, source, rank);
            }
        }
    }

    private void take(RawRow row, List<String> header, int shopperAt, int timeAt, String source, int rank)
            throws IOException {
        List<String> cells = row.cells();
        if (row.fault().isPresent()
                || cells.size() != header.size()
                || cells.get(shopperAt).isBlank()) {
            unreadable++;
            return;
        }
        Instant observed;
        try {
            observed = timeAt < 0 || cells.get(timeAt).isBlank()
                    ? Instant.EPOCH
                    : Instant.parse(cells.get(timeAt).strip());
        } catch (DateTimeException e) {
            unreadable++;
            return;
        }
        String shopper = pseudonyms.of(cells.get(shopperAt).strip()).value();
        for (String field : fields) {
            int column = header.indexOf(field);
            String value = column < 0 ? "" : cells.get(column).strip();
            if (!value.isEmpty() && value.length() <= VALUE_CHARACTERS_MAX) {
                facts.add(new ProfileFact(shopper, field, value, source, observed, rank));
            }
        }
    }

    /** Writes one JSON object a shopper, gzipped; what is known of a shopper who never acted is written too. */
    Summary write(Path file, MergedActions actions, List<String> sources) throws IOException {
        Iterator<ProfileFact> sorted = facts.sorted();
        Head<ProfileFact> fact = new Head<>(sorted);
        Head<MergedActions.Sourced> action = new Head<>(actions);
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            while (action.value != null && action.value.action().shopper().isEmpty()) {
                action.advance();
            }
            while (fact.value != null || action.value != null) {
                String shopper = earlier(fact.value, action.value);
                ObjectNode profile = JSON.createObjectNode().put("shopper", shopper);
                addFacts(profile, shopper, fact);
                addBehaviour(profile, shopper, action, sources);
                shoppers++;
                out.write(profile.toString());
                out.write('\n');
            }
        }
        return new Summary(shoppers, withFacts, conflicts, unreadable, Map.copyOf(known));
    }

    private static String earlier(ProfileFact fact, MergedActions.Sourced action) {
        String ofFact = fact == null ? null : fact.shopper();
        String ofAction = action == null ? null : action.action().shopperKey();
        return ofAction == null || (ofFact != null && ofFact.compareTo(ofAction) < 0) ? ofFact : ofAction;
    }

    private void addFacts(ObjectNode profile, String shopper, Head<ProfileFact> fact) {
        ObjectNode node = profile.putObject("fields");
        boolean any = false;
        while (fact.value != null && fact.value.shopper().equals(shopper)) {
            any = true;
            ProfileFact best = fact.value;
            ObjectNode field = stated(node.putObject(best.field()), best);
            known.merge(best.field(), 1L, Long::sum);
            Set<String> others = new HashSet<>();
            for (fact.advance();
                    fact.value != null
                            && fact.value.shopper().equals(shopper)
                            && fact.value.field().equals(best.field());
                    fact.advance()) {
                if (!fact.value.value().equals(best.value()) && others.add(fact.value.value())) {
                    ArrayNode array = field.has("others") ? (ArrayNode) field.get("others") : field.putArray("others");
                    stated(array.addObject(), fact.value);
                }
            }
            conflicts += others.isEmpty() ? 0 : 1;
        }
        withFacts += any ? 1 : 0;
    }

    private static ObjectNode stated(ObjectNode node, ProfileFact fact) {
        node.put("value", fact.value()).put("source", fact.source());
        if (!fact.observedAt().equals(Instant.EPOCH)) {
            node.put("observedAt", fact.observedAt().toString());
        }
        return node;
    }

    private static void addBehaviour(
            ObjectNode profile, String shopper, Head<MergedActions.Sourced> head, List<String> sources) {
        if (head.value == null || !head.value.action().shopperKey().equals(shopper)) {
            return;
        }
        Instant first = head.value.action().at();
        Instant last = first;
        long actions = 0;
        long purchases = 0;
        long units = 0;
        Set<String> from = new TreeSet<>();
        Map<String, Integer> categories = new HashMap<>();
        for (; head.value != null && head.value.action().shopperKey().equals(shopper); head.advance()) {
            ShopperAction action = head.value.action();
            actions++;
            purchases += action.action() == Action.BUY ? 1 : 0;
            units += action.action() == Action.BUY ? action.units() : 0;
            last = action.at().isAfter(last) ? action.at() : last;
            from.add(sources.get(head.value.source()));
            categories.merge(action.category(), 1, Integer::sum);
        }
        categories.remove("");
        ObjectNode behaviour = profile.putObject("behaviour")
                .put("firstSeen", first.toString())
                .put("lastSeen", last.toString())
                .put("actions", actions)
                .put("purchases", purchases)
                .put("units", units);
        categories.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .ifPresent(c -> behaviour.put("favouriteCategory", c.getKey()));
        from.forEach(behaviour.withArray("sources")::add);
    }

    @Override
    public void close() throws IOException {
        facts.close();
    }

    /** The next value of a walk, null at its end. */
    private static final class Head<T> {
        private final Iterator<T> rest;
        private T value;

        Head(Iterator<T> rest) {
            this.rest = rest;
            advance();
        }

        void advance() {
            value = rest.hasNext() ? rest.next() : null;
        }
    }
}
