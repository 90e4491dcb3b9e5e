package io.reprise.projections.eventstore;

import com.mongodb.client.MongoClients;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.projections.eventstore.history.Operation;
import io.reprise.projections.eventstore.history.Operation.Appended;
import io.reprise.projections.eventstore.history.Operation.Refused;
import io.reprise.projections.eventstore.history.Operation.Unanswered;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process of its own that appends until it is killed. It prints what it is about to append, and the position once that
 * is acknowledged; the order of its lines is the time of the history that {@link #runUntilKilled} makes of them.
 */
final class AppendingProcess {

    private AppendingProcess() {}

    /** @param arguments a folder, or a MongoDB and the name of its database; and a name for this process */
    public static void main(String[] arguments) {
        String where = arguments[0];
        EventLog log = where.startsWith("mongodb:")
                ? new MongoEventLog(MongoClients.create(where).getDatabase(arguments[1]))
                : EmbeddedEventLog.open(Path.of(where));
        for (int client = 0; client < 4; client++) {
            String stream = "stream/" + client;
            String name = arguments[2] + "." + client;
            Thread.ofPlatform().start(() -> append(log, stream, name));
        }
    }

    private static void append(EventLog log, String stream, String name) {
        for (int round = 0; ; round++) {
            long next = log.lastSequence(stream).orElse(-1) + 1;
            List<NewEvent> events = List.of(
                    TestEvents.event(name + "." + round + "a", stream, next, "{}"),
                    TestEvents.event(name + "." + round + "b", stream, next + 1, "{}"));
            String ids = events.getFirst().id() + " " + events.getLast().id() + " .";
            System.out.println("try " + ids);
            try {
                System.out.println("ok " + log.append(events) + " " + ids);
            } catch (SequenceConflict e) {
                System.out.println("no " + ids);
            }
        }
    }

    /**
     * Runs it until it has been told {@code enough} positions, kills it, and says what it saw.
     *
     * @param from the time of the history it starts at
     */
    static List<Operation> runUntilKilled(int enough, long from, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Operation> history = new ArrayList<>();
        Map<List<String>, Long> unanswered = new LinkedHashMap<>();
        try (BufferedReader lines = process.inputReader()) {
            long time = from;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (words[words.length - 1].equals(".")) {
                    note(words, ++time, history, unanswered);
                }
                if (history.stream().filter(Appended.class::isInstance).count() == enough) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        unanswered.forEach((ids, invoked) -> history.add(new Unanswered(ids, invoked)));
        return history;
    }

    private static void note(String[] words, long time, List<Operation> history, Map<List<String>, Long> unanswered) {
        List<String> ids = List.of(words[words.length - 3], words[words.length - 2]);
        switch (words[0]) {
            case "try" -> unanswered.put(ids, time);
            case "ok" -> history.add(new Appended(ids, Long.parseLong(words[1]), unanswered.remove(ids), time));
            default -> {
                unanswered.remove(ids);
                history.add(new Refused(ids));
            }
        }
    }
}
