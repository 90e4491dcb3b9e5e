package io.reprise.http;

import io.reprise.http.WorkQueue.Stage;
import io.reprise.http.WorkQueue.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where people ask for work that takes a while, see how far it is, and call it off.
 *
 * @param <S> what the work is about, @param <P> how far it is, @param <R> what comes of it, @param <T> what people are told of it
 */
public abstract class WorkDesk<S, P, R, T> implements AutoCloseable {

    /** Puts what is known of a piece of work in the desk's own terms. */
    interface Terms<S, P, R, T> {
        T of(
                String id,
                S subject,
                String askedBy,
                Instant askedAt,
                Stage stage,
                P progress,
                Optional<R> result,
                String failure);
    }

    private final WorkQueue<S, P, R> queue;
    private final Terms<S, P, R, T> terms;

    WorkDesk(WorkQueue<S, P, R> queue, Terms<S, P, R, T> terms) {
        this.queue = queue;
        this.terms = terms;
    }

    private T told(Work<S, P, R> work) {
        return terms.of(
                work.id(),
                work.subject(),
                work.askedBy(),
                work.askedAt(),
                work.stage(),
                work.progress(),
                work.result(),
                work.failure());
    }

    /** @throws CommandDesk.Refused if too much waits */
    final T ask(S subject, WorkQueue.Job<P, R> job, String by) {
        return told(queue.ask(subject, job, by));
    }

    /** The newest first. */
    public List<T> all() {
        return queue.all().stream().map(this::told).toList();
    }

    /** @throws CommandDesk.Refused if there is none */
    public T find(String id) {
        return told(queue.find(id));
    }

    /** Calls it off; one that is over stays as it is. @throws CommandDesk.Refused if there is none */
    public T cancel(String id) {
        return told(queue.cancel(id));
    }

    @Override
    public void close() {
        queue.close();
    }
}
