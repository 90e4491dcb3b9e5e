package io.reprise.benchmarks.faults;

import io.reprise.benchmarks.faults.Dice.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandExecutionException;

/** Between callers and the server: calls and answers are lost, doubled and late, and a caller calls until it is answered. */
final class Network {

    private static final Duration DELAY = Duration.ofMillis(400);
    private static final Duration LATE = Duration.ofMinutes(40);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Host host;
    private final Agenda agenda;
    private final Dice dice;
    private int waiting;

    Network(Host host, Agenda agenda, Dice dice) {
        this.host = host;
        this.agenda = agenda;
        this.dice = dice;
    }

    /** Calls that are not answered yet. */
    int waiting() {
        return waiting;
    }

    /**
     * Calls until there is an answer.
     *
     * @param work what the server does when the call arrives, each time it arrives
     * @param told gets the first answer; empty where it was refused
     */
    <R> void call(Function<ServerLife, R> work, Consumer<Optional<R>> told) {
        waiting++;
        new Call<>(work, told).attempt();
    }

    private final class Call<R> {
        private final Function<ServerLife, R> work;
        private final Consumer<Optional<R>> told;
        private boolean isAnswered;

        private Call(Function<ServerLife, R> work, Consumer<Optional<R>> told) {
            this.work = work;
            this.told = told;
        }

        private void attempt() {
            if (isAnswered) {
                return;
            }
            if (!dice.happens(Fault.MESSAGE_LOST)) {
                agenda.message(agenda.upTo(dice.happens(Fault.MESSAGE_LATE) ? LATE : DELAY), this::arrive);
            }
            if (dice.happens(Fault.MESSAGE_TWICE)) {
                agenda.message(agenda.upTo(LATE), this::arrive);
            }
            agenda.in(PATIENCE.plus(agenda.upTo(PATIENCE)), this::attempt);
        }

        private void arrive() {
            Optional<ServerLife> life = host.life();
            if (life.isEmpty()) {
                return;
            }
            Optional<R> answer;
            try {
                answer = Optional.of(work.apply(life.get()));
            } catch (CommandExecutionException refused) {
                answer = Optional.empty();
            } catch (RuntimeException failed) {
                return; // An error that is ours: the caller tries again.
            }
            if (!isAnswered && !dice.happens(Fault.ANSWER_LOST)) {
                isAnswered = true;
                waiting--;
                told.accept(answer);
            }
        }
    }
}
