package io.reprise.benchmarks.door;

import com.mongodb.client.MongoClients;
import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import io.reprise.domain.axon.LogErasures;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.privacy.ErasureGround;
import io.reprise.domain.model.privacy.PersonCommand.ErasePerson;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.ml.dataset.KeyedPseudonyms;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.people.EmbeddedKeyShelf;
import io.reprise.projections.people.KeyShelf;
import io.reprise.projections.people.MongoKeyShelf;
import io.reprise.projections.people.PeopleKeys;
import io.reprise.projections.people.ShelvedPseudonyms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;

/** What a key for each person costs at the door, beside one key for all; writes {@code door.md} and {@code .json}. */
@CommandLine.Command(
        name = "door",
        description = "Makes pseudonyms by each person's own key, beside by one key for all.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class DoorBenchmark implements Callable<Integer> {

    private static final String HOW_TO_READ = """
            # Pseudonyms at the door

            Batches of signals come from shoppers drawn evenly; each batch is turned into pseudonyms as the API does it, by one thread. *One key
            for all* is the HMAC that stood there before people had keys. *Remembered*: everybody was here since the server started. *On the
            shelf*: since before it started. *New*: each gets a key, and the batch is synced. Erasing is what one call takes after the certificate: with
            the embedded shelf its whole file is written anew.
            """;

    private static final int BATCHES_TIMED = 20;

    @CommandLine.Option(names = "--people", description = "On the shelf.", defaultValue = "200000")
    private int people;

    @CommandLine.Option(names = "--batch", description = "Signals in a batch.", defaultValue = "5000")
    private int batch;

    @CommandLine.Option(names = "--mongodb-uri", description = "A MongoDB to measure beside; none by default.")
    private String mongodbUri;

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    private final List<List<Object>> rows = new ArrayList<>();

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "shopper-" + i + "@example.org")
                .toList();
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(options.home()), "door-");
        Map<String, Object> circumstances = options.circumstances(folder);
        circumstances.put("people on the shelf", people);
        circumstances.put("signals in a batch", batch);
        List<List<String>> batches = batches();
        timed("one key for all", "", new KeyedPseudonyms("a key".getBytes(StandardCharsets.UTF_8)), batches);
        try (EmbeddedEventLog log = EmbeddedEventLog.open(folder.resolve("log"))) {
            PeopleKeys secrets = PeopleKeys.in(folder.resolve("keys"));
            try (KeyShelf shelf = new EmbeddedKeyShelf(folder.resolve("people"))) {
                measure("embedded", secrets, shelf, log, batches);
            }
            if (mongodbUri != null) {
                try (var client = MongoClients.create(mongodbUri)) {
                    measure("MongoDB", secrets, new MongoKeyShelf(client.getDatabase("door")), log, batches);
                }
            }
        }
        Report report = new Report(HOW_TO_READ, circumstances);
        report.table(
                "A batch of " + String.format("%,d", batch),
                "Median of " + BATCHES_TIMED + " batches after as many to warm up; the slowest beside it.",
                List.of("", "shelf", "microseconds a signal", "slowest", "batch in ms"),
                rows);
        report.write(options.out(), "door");
        return CommandLine.ExitCode.OK;
    }

    private List<List<String>> batches() {
        Random random = new Random(options.seed());
        List<String> all = ids(0, people);
        return IntStream.range(0, 2 * BATCHES_TIMED)
                .mapToObj(i -> IntStream.range(0, batch)
                        .mapToObj(j -> all.get(random.nextInt(people)))
                        .toList())
                .toList();
    }

    private void measure(
            String where, PeopleKeys secrets, KeyShelf shelf, EmbeddedEventLog log, List<List<String>> batches) {
        ShelvedPseudonyms first = new ShelvedPseudonyms(secrets, shelf, new LogErasures(log), Optional.empty());
        List<List<String>> fresh = new ArrayList<>();
        for (int from = 0; from < people; from += batch) {
            fresh.add(ids(from, Math.min(people, from + batch)));
        }
        timed("new", where, first, fresh);
        timed("remembered", where, first, batches);
        List<Double> shelved = new ArrayList<>();
        for (List<String> one : batches) {
            Pseudonyms started = new ShelvedPseudonyms(secrets, shelf, new LogErasures(log), Optional.empty());
            shelved.add(micros(started, one));
        }
        row("on the shelf", where, shelved);
        List<Double> erasing = new ArrayList<>();
        Actor otto = new Actor("otto", Set.of(Role.OPERATOR));
        for (String who : ids(0, 5)) {
            var key = first.find(who).orElseThrow().key();
            new LogErasures(log).handle(new ErasePerson(key, ErasureGround.OBJECTED, log.head(), otto, Instant.EPOCH));
            long started = System.nanoTime();
            first.destroyErased();
            erasing.add((System.nanoTime() - started) / 1e6);
        }
        Collections.sort(erasing);
        rows.add(List.of("erasing one, ms", where, "–", erasing.getLast(), erasing.get(erasing.size() / 2)));
    }

    private void timed(String what, String where, Pseudonyms pseudonyms, List<List<String>> batches) {
        row(what, where, batches.stream().map(one -> micros(pseudonyms, one)).toList());
    }

    /** @return microseconds for each of the batch */
    private static double micros(Pseudonyms pseudonyms, List<String> one) {
        long started = System.nanoTime();
        if (pseudonyms.all(one).size() != one.size()) {
            throw new IllegalStateException("somebody was left out");
        }
        return (System.nanoTime() - started) / 1e3 / one.size();
    }

    private void row(String what, String where, List<Double> micros) {
        List<Double> timed = micros.subList(micros.size() / 2, micros.size()).stream()
                .sorted()
                .toList();
        double median = timed.get(timed.size() / 2);
        rows.add(List.of(what, where, median, timed.getLast(), median * batch / 1e3));
    }
}
