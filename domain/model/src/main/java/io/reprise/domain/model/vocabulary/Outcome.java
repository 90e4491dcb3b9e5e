package io.reprise.domain.model.vocabulary;

import java.util.List;

/** What deciding a command gives: events to record (none when it had already been carried out), or a refusal. */
public sealed interface Outcome<E> {

    record Accepted<E>(List<E> events) implements Outcome<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Refused<E>(Refusal reason) implements Outcome<E> {}

    static <E> Outcome<E> accepted(E event) {
        return new Accepted<>(List.of(event));
    }

    static <E> Outcome<E> accepted(List<? extends E> events) {
        return new Accepted<>(List.copyOf(events));
    }

    /** The command repeats one that was carried out: nothing more happens. */
    static <E> Outcome<E> alreadyDone() {
        return new Accepted<>(List.of());
    }

    static <E> Outcome<E> refused(Refusal reason) {
        return new Refused<>(reason);
    }
}
