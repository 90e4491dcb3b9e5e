package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.EventLog;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that appends until it is killed, and prints each position once it is acknowledged. */
final class AppendingProcess {

    private AppendingProcess() {}

    public static void main(String[] arguments) {
        EventLog log = EmbeddedEventLog.open(Path.of(arguments[0]));
        for (int client = 0; client < 4; client++) {
            String stream = "stream/" + client;
            Thread.ofPlatform().start(() -> {
                for (long next = log.lastSequence(stream).orElse(-1) + 1; ; next += 2) {
                    long position =
                            log.append(List.of(TestEvents.event(stream, next), TestEvents.event(stream, next + 1)));
                    System.out.println(position + " " + stream + "@" + next);
                }
            });
        }
    }
}
