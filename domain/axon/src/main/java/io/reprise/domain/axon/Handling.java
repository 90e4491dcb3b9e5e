package io.reprise.domain.axon;

import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Refusal;
import java.util.List;
import org.axonframework.commandhandling.CommandExecutionException;

/** What every aggregate does with an outcome: apply its events, or answer the refusal as the exception's details. */
final class Handling {

    private Handling() {}

    static <E> List<E> eventsOf(Outcome<E> outcome) {
        return switch (outcome) {
            case Outcome.Accepted<E> accepted -> {
                if (accepted.events().isEmpty()) {
                    FreshDecisions.require();
                }
                yield accepted.events();
            }
            case Outcome.Refused<E> refused -> {
                FreshDecisions.require();
                throw refusal(refused.reason());
            }
        };
    }

    private static CommandExecutionException refusal(Refusal reason) {
        return new CommandExecutionException(reason.message(), null, reason);
    }
}
