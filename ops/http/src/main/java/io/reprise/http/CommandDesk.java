package io.reprise.http;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.projections.feed.ViewFeed;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Sends what people ask for, and waits until the views show it, so that nobody looks at a page from before. */
public final class CommandDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CommandGateway gateway;
    private final EventLog log;
    private final ViewFeed views;

    public CommandDesk(CommandGateway gateway, EventLog log, ViewFeed views) {
        this.gateway = gateway;
        this.log = log;
        this.views = views;
    }

    /** A command was not carried out, for a reason that has a name. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refusal reason;

        public Refused(Refusal reason) {
            super(reason.message());
            this.reason = reason;
        }

        public Refusal reason() {
            return reason;
        }
    }

    /** @throws Refused if it is refused */
    public <R> R send(Object command) {
        R result = sendOnly(command);
        views.await(log.head(), PATIENCE);
        return result;
    }

    /** As {@link #send}, without waiting for the views. */
    public <R> R sendOnly(Object command) {
        return answered(() -> gateway.sendAndWait(command));
    }

    /** @throws Refused if what is sent is refused */
    public static <R> R answered(Supplier<R> sending) {
        try {
            return sending.get();
        } catch (CommandExecutionException e) {
            Optional<Object> details = e.getDetails();
            if (details.orElse(null) instanceof Refusal refusal) {
                throw new Refused(refusal);
            }
            throw e;
        }
    }

    public CommandGateway gateway() {
        return gateway;
    }
}
