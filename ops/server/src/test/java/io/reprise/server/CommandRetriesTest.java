package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.axon.Conflicts;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

class CommandRetriesTest {

    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final CommandGateway gateway = DefaultCommandGateway.builder()
            .commandBus(bus)
            .retryScheduler(CommandRetries.scheduler())
            .build();
    private final AtomicInteger attempts = new AtomicInteger();

    private void whenHandled(int failures, RuntimeException failure) {
        bus.subscribe(String.class.getName(), command -> {
            if (attempts.incrementAndGet() <= failures) {
                throw failure;
            }
            return "done";
        });
    }

    private static ConcurrencyException conflict() {
        SequenceConflict cause = new SequenceConflict("campaign/a", 3);
        return new ConcurrencyException(cause.getMessage(), cause);
    }

    @Test
    void whoLostTheRaceForAStreamTriesAgain() {
        whenHandled(2, conflict());
        assertThat(gateway.<String>sendAndWait("decide")).isEqualTo("done");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whoAlwaysLosesIsToldInTheEnd() {
        whenHandled(Integer.MAX_VALUE, conflict());
        assertThatThrownBy(() -> gateway.sendAndWait("decide")).isInstanceOf(ConcurrencyException.class);
        assertThat(attempts).hasValueLessThanOrEqualTo(Conflicts.RETRIES_MAX + 2);
    }

    @Test
    void aRefusalIsAnAnswerAndNotTriedAgain() {
        whenHandled(Integer.MAX_VALUE, new CommandExecutionException("refused", null, "a reason"));
        assertThatThrownBy(() -> gateway.sendAndWait("decide")).isInstanceOf(CommandExecutionException.class);
        assertThat(attempts).hasValue(1);
    }
}
