package io.reprise.workflows;

import java.util.List;

/**
 * How processes came, or would come, onto the diagrams of today.
 *
 * @param looked at so many processes, or recorded states
 * @param migrated waited at an element that is the same in both, and go on waiting there
 * @param rebuilt were started again where their events are
 * @param failures what could not be brought over, or would wait for something else than before; empty where all is well
 */
public record MigrationReport(int looked, int migrated, int rebuilt, List<String> failures) {
    public MigrationReport {
        failures = List.copyOf(failures);
    }

    public boolean isClean() {
        return failures.isEmpty();
    }
}
