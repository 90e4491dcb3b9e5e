package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.report.Report;
import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.eventstore.MongoEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One log that grows: filled to each size in turn, measured there, closed, opened, killed and opened again. */
final class ScaleTables {

    /** A stored event with its place in the index, generously. */
    private static final long EVENT_BYTES = 1_500;

    private ScaleTables() {}

    static void embedded(CampaignTrace trace, long seed, List<Long> sizes, int secondsMax, Path folder, Report report)
            throws IOException, InterruptedException {
        List<List<Object>> rows = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Path path = folder.resolve("log");
        EventLog log = EmbeddedEventLog.open(path);
        try {
            LogFilling filling = new LogFilling(trace, log);
            for (long size : sizes.stream().sorted().toList()) {
                if (size * EVENT_BYTES > Files.getFileStore(folder).getUsableSpace()) {
                    leftOut.add(String.format("%,d events: not enough free disk.", size));
                    continue;
                }
                double rate = fill(filling, log, size, secondsMax);
                List<Object> row = new ArrayList<>(List.of(log.head(), rate));
                row.addAll(new ScaleTrial(log, filling, seed).figures());
                long head = log.head();
                double close = seconds(log::close);
                log = EmbeddedEventLog.open(path); // Once unmeasured, as the file may not be in memory.
                log.close();
                long start = System.nanoTime();
                log = EmbeddedEventLog.open(path);
                double open = (System.nanoTime() - start) / 1e9;
                row.add(close);
                row.add(open);
                requireHead(log, head);
                log.close();
                HoldOpen.dieWith(path, size);
                start = System.nanoTime();
                log = EmbeddedEventLog.open(path);
                row.add((System.nanoTime() - start) / 1e9);
                requireHead(log, head + 1);
                filling.continueIn(log);
                rows.add(row);
                System.out.printf("scale: %,d events done%n", size);
            }
        } finally {
            log.close();
        }
        List<String> columns = new ArrayList<>(List.of("events", "filled, events/s"));
        columns.addAll(ScaleTrial.COLUMNS);
        columns.addAll(List.of("close, s", "open after it, s", "open after kill -9, s"));
        report.table(
                "Scale: the embedded log as it grows (medians, one client)",
                "After each size the log is closed and opened, then opened by a process that appends an event and is"
                        + " killed, and opened again: that event was there each time. A size that could not be filled in "
                        + secondsMax + " s is measured with the events it has. " + String.join(" ", leftOut),
                columns,
                rows);
    }

    static void mongo(
            CampaignTrace trace, long seed, List<Long> sizes, int secondsMax, MongoAtHand mongo, Report report) {
        List<List<Object>> rows = new ArrayList<>();
        try (MongoAtHand.Database database = mongo.emptyDatabase();
                EventLog log = new MongoEventLog(database.database())) {
            LogFilling filling = new LogFilling(trace, log);
            for (long size : sizes.stream().sorted().toList()) {
                double rate = fill(filling, log, size, secondsMax);
                List<Object> row = new ArrayList<>(List.of(log.head(), rate));
                row.addAll(new ScaleTrial(log, filling, seed).figures());
                rows.add(row);
                System.out.printf("scale in MongoDB: %,d events done%n", size);
            }
        }
        List<String> columns = new ArrayList<>(List.of("events", "filled, events/s"));
        columns.addAll(ScaleTrial.COLUMNS);
        report.table(
                "Scale: the log in " + mongo.name() + " as it grows (medians, one client)",
                mongo.durability(),
                columns,
                rows);
    }

    /** Events/s. */
    private static double fill(LogFilling filling, EventLog log, long size, int secondsMax) {
        long before = log.head();
        long start = System.nanoTime();
        if (!filling.fillTo(size, secondsMax)) {
            System.out.printf("scale: only %,d of %,d events after %d s%n", log.head(), size, secondsMax);
        }
        return (log.head() - before) / ((System.nanoTime() - start) / 1e9);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void requireHead(EventLog log, long head) {
        if (log.head() != head) {
            throw new IllegalStateException("the log holds " + log.head() + " events instead of " + head);
        }
    }
}
