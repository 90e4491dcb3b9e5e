package io.reprise.projections.feed;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.feed.Page.Read;
import io.reprise.projections.feed.Page.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the log page by page, decodes what is wanted side by side, and reads the next page while one is folded. */
final class PageSource {

    private static final int CHUNK_EVENTS = 250;
    private static final long PAGE_BYTES_MAX = 16L * 1024 * 1024;

    private final EventLog log;
    private final EventDecoder decoder;
    private final Workers workers;
    private final Executor ahead;
    private CompletableFuture<Page> next;
    private Request asked;

    PageSource(EventLog log, EventDecoder decoder, Workers workers) {
        this.log = log;
        this.decoder = decoder;
        this.workers = workers;
        this.ahead = task -> Thread.ofVirtual().name("views-read-ahead").start(task);
    }

    /**
     * What is read.
     *
     * @param to no event at or after it
     * @param max no more events than this
     * @param wanted types of events to be decoded; equal where it is the same one
     */
    record Request(long from, long to, int max, Predicate<Class<?>> wanted) {}

    /** What is there of what is asked; empty at the head. */
    Page read(Request request) {
        Page page = request.equals(asked) ? takeAhead() : load(request);
        if (page.isFull() && page.next() < request.to()) {
            Request after = new Request(page.next(), request.to(), request.max(), request.wanted());
            asked = after;
            next = CompletableFuture.supplyAsync(() -> load(after), ahead);
        } else {
            asked = null;
        }
        return page;
    }

    private Page takeAhead() {
        try {
            return next.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            asked = null;
        }
    }

    private Page load(Request request) {
        List<StoredEvent> stored = new ArrayList<>();
        long bytes = 0;
        int max = (int) Math.min(request.max(), request.to() - request.from());
        boolean atHead = false;
        while (!atHead && stored.size() < max && bytes < PAGE_BYTES_MAX) {
            int chunk = Math.min(CHUNK_EVENTS, max - stored.size());
            List<StoredEvent> read = log.read(request.from() + stored.size(), chunk);
            for (StoredEvent one : read) {
                bytes += one.event().payload().length;
            }
            stored.addAll(read);
            atHead = read.size() < chunk;
        }
        return decode(request, stored, !atHead && !stored.isEmpty());
    }

    private Page decode(Request request, List<StoredEvent> stored, boolean isFull) {
        Object[] decoded = new Object[stored.size()];
        int slice = Math.max(1, (stored.size() + workers.count() - 1) / workers.count());
        List<Runnable> tasks = new ArrayList<>();
        for (int from = 0; from < decoded.length; from += slice) {
            int start = from;
            int end = Math.min(decoded.length, from + slice);
            tasks.add(() -> {
                for (int i = start; i < end; i++) {
                    decoded[i] = decode(stored.get(i), request.wanted());
                }
            });
        }
        workers.all(tasks);
        List<List<Read>> segments = Stream.generate(() -> (List<Read>) new ArrayList<Read>())
                .limit(workers.count())
                .toList();
        for (Object one : decoded) {
            if (one instanceof Read read) {
                segments.get(segment(read.subject(), workers.count())).add(read);
            }
        }
        List<Unreadable> unreadable = Arrays.stream(decoded)
                .filter(Objects::nonNull)
                .filter(Unreadable.class::isInstance)
                .map(Unreadable.class::cast)
                .sorted(Comparator.comparingLong(Unreadable::position))
                .toList();
        return new Page(request.from(), request.from() + stored.size(), isFull, segments, unreadable);
    }

    /** @return a {@link Read}, an {@link Unreadable}, or null where nobody wants it */
    private Object decode(StoredEvent stored, Predicate<Class<?>> wanted) {
        Class<?> type = null;
        try {
            type = decoder.type(stored); // An unknown name is found out whether or not anybody wants it.
            return wanted.test(type)
                    ? new Read(
                            stored.position(), subject(stored), stored.event().name(), decoder.read(stored))
                    : null;
        } catch (RuntimeException e) {
            return new Unreadable(stored.position(), type, String.valueOf(e.getMessage()));
        }
    }

    /** What an event is about: {@code campaign/double-11} and {@code signals/double-11} are about the same. */
    static String subject(StoredEvent stored) {
        String stream = stored.event().stream();
        return stream.substring(stream.indexOf('/') + 1);
    }

    static int segment(String subject, int count) {
        return Math.floorMod(subject.hashCode(), count);
    }
}
