package io.reprise.benchmarks.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Simulated time and what is due in it: one thing after the other, in one thread, in an order that the seed decides. */
final class Agenda {

    private record Task(Instant due, long number, boolean isMessage, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::number));
    private final SplittableRandom random;
    private Instant now;
    private long added;
    private long done;

    Agenda(Instant from, SplittableRandom random) {
        this.now = from;
        this.random = random;
    }

    Instant now() {
        return now;
    }

    /** How many things happened. */
    long done() {
        return done;
    }

    /** Between no delay and this one, evenly. */
    Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }

    void in(Duration delay, Runnable work) {
        tasks.add(new Task(now.plus(delay), added++, false, work));
    }

    /** A message on its way: it may also be handled while something else is. */
    void message(Duration delay, Runnable work) {
        tasks.add(new Task(now.plus(delay), added++, true, work));
    }

    /** Does what is due next; time moves there, never back by itself. @return whether there was anything */
    boolean next() {
        Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        if (task.due().isAfter(now)) {
            now = task.due();
        }
        done++;
        task.work().run();
        return true;
    }

    /** Handles a message that is about to arrive, in the middle of something else, as another thread would. */
    void interleave() {
        Optional<Task> message = tasks.stream()
                .filter(Task::isMessage)
                .filter(task -> !task.due().isAfter(now.plusSeconds(2)))
                .min(Comparator.comparing(Task::due).thenComparingLong(Task::number));
        message.ifPresent(task -> {
            tasks.remove(task);
            done++;
            task.work().run();
        });
    }

    /** The clock is set: forward, as after a long pause, or back. */
    void jump(Duration by) {
        now = now.plus(by);
    }
}
