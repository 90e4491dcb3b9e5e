package io.reprise.workflows;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.migration.MigratingProcessInstanceValidationException;
import org.camunda.bpm.engine.migration.MigrationPlan;

/**
 * Puts a process onto another version of its diagram. Where the element it waits at is the same there, Camunda's migration
 * keeps it as it is; where not, it is taken away and started again from the events, as if it had been lost.
 */
final class Migration {

    /** How a process came onto the other version. */
    enum How {
        MIGRATED,
        REBUILT
    }

    private final ProcessEngine engine;

    Migration(ProcessEngine engine) {
        this.engine = engine;
    }

    /** @param startAgain starts the process on the other version, where its events are */
    How move(String processId, String fromDefinition, String toDefinition, Runnable startAgain) {
        try {
            MigrationPlan plan = engine.getRuntimeService()
                    .createMigrationPlan(fromDefinition, toDefinition)
                    .mapEqualActivities()
                    .updateEventTriggers()
                    .build();
            engine.getRuntimeService()
                    .newMigration(plan)
                    .processInstanceIds(processId)
                    .execute();
            return How.MIGRATED;
        } catch (BadUserRequestException | MigratingProcessInstanceValidationException notTheSame) {
            engine.getRuntimeService().deleteProcessInstance(processId, "moved to another version", true);
            startAgain.run();
            return How.REBUILT;
        }
    }

    /** What is told of processes: how many came over how, and what went wrong. */
    static final class Tally {
        private int migrated;
        private int rebuilt;
        private final List<String> failures = new ArrayList<>();

        void count(How how) {
            if (how == How.MIGRATED) {
                migrated++;
            } else {
                rebuilt++;
            }
        }

        void add(MigrationReport report) {
            migrated += report.migrated();
            rebuilt += report.rebuilt();
            failures.addAll(report.failures());
        }

        void fail(String why) {
            failures.add(why);
        }

        MigrationReport report(int states) {
            return new MigrationReport(states, migrated, rebuilt, failures);
        }
    }
}
