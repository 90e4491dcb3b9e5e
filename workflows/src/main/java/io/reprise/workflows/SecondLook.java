package io.reprise.workflows;

import java.time.Duration;
import org.camunda.bpm.engine.ProcessEngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something to a process that somebody else may be moving: the job executor, a person in the Tasklist, another server. What
 * the engine refuses then (a task that is gone, a message nobody waits for any more, a process that was started meanwhile) is no
 * error: it is looked at again, and done as far as it is still to be done.
 */
final class SecondLook {

    private static final Logger LOG = LoggerFactory.getLogger(SecondLook.class);
    private static final int ATTEMPTS_MAX = 20;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private SecondLook() {}

    /** @throws ProcessEngineException if the engine refuses it every time */
    static void at(String process, Runnable step) {
        for (int attempt = 1; ; attempt++) {
            try {
                step.run();
                return;
            } catch (ProcessEngineException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                LOG.debug("the process of {} moved meanwhile, looking again: {}", process, e.getMessage());
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(PAUSE.multipliedBy(attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process was moving", e);
        }
    }
}
