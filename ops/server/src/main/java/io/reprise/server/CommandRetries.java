package io.reprise.server;

import io.reprise.domain.model.port.EventLog.SequenceConflict;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.IntervalRetryScheduler;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Another server may have written to the same stream: load again, decide again, a bounded number of times. Nothing else
 * is tried again: a refusal is an answer, and what a store cannot do now is for the caller to know.
 */
final class CommandRetries {

    static final int MAX = 20;
    private static final int INTERVAL_MILLIS = 10;

    private CommandRetries() {}

    static RetryScheduler scheduler() {
        return IntervalRetryScheduler.builder()
                .retryExecutor(Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("command-retry").factory()))
                .retryInterval(INTERVAL_MILLIS)
                .maxRetryCount(MAX)
                .nonTransientFailurePredicate(CommandRetries::isFinal)
                .build();
    }

    /** Axon asks this of a failure and then of each of its causes. */
    private static boolean isFinal(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ConcurrencyException) {
                return false;
            }
        }
        return !(failure instanceof SequenceConflict);
    }
}
