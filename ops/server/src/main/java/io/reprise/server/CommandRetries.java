package io.reprise.server;

import io.reprise.domain.axon.Conflicts;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import java.util.List;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.AbstractRetryScheduler;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Another server may have written to the same stream: load again, decide again, a bounded number of times. Nothing else
 * is tried again: a refusal is an answer, and what a store cannot do now is for the caller to know.
 */
final class CommandRetries extends AbstractRetryScheduler {

    private static final int THREADS = 8;

    private CommandRetries(Builder builder) {
        super(builder);
    }

    static RetryScheduler scheduler() {
        return new CommandRetries(new Builder());
    }

    private static final class Builder extends AbstractRetryScheduler.Builder<Builder> {
        private Builder() {
            // Several at once: what is tried again runs on these threads.
            retryExecutor(Executors.newScheduledThreadPool(
                    THREADS,
                    Thread.ofPlatform().daemon().name("command-retry-", 0).factory()));
            maxRetryCount(Conflicts.RETRIES_MAX);
            nonTransientFailurePredicate(CommandRetries::isFinal);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as Axon declares it
    protected long computeRetryInterval(
            CommandMessage command, RuntimeException last, List<Class<? extends Throwable>[]> failures) {
        return Conflicts.pause(failures.size()).toMillis();
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
