package io.reprise.workflows;

import io.reprise.domain.model.vocabulary.Refusal;
import java.util.Optional;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** Sends commands for the process; a refusal comes back as a value, anything else as what it is, to be tried again. */
final class Commands {

    private final CommandGateway gateway;

    Commands(CommandGateway gateway) {
        this.gateway = gateway;
    }

    /** Why it was refused, or empty where it was carried out. */
    Optional<Refusal> send(Object command) {
        try {
            gateway.sendAndWait(command);
            return Optional.empty();
        } catch (CommandExecutionException e) {
            Optional<Object> details = e.getDetails();
            if (details.orElse(null) instanceof Refusal refusal) {
                return Optional.of(refusal);
            }
            throw e;
        }
    }

    /** @throws Refused where the command is refused: the process is not where the campaign is */
    void carryOut(Object command) {
        send(command).ifPresent(refusal -> {
            throw new Refused(refusal);
        });
    }

    /** A command of the process was refused. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(Refusal refusal) {
            super(refusal.code() + ": " + refusal.message());
        }
    }
}
