package io.reprise.http.stream;

import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.http.CommandDesk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events (WHATWG HTML, section 9.2), a thread for each client. Nothing is queued for a client: its thread asks
 * for what is new, writes it, and asks again. So a slow client is told less often, and never costs memory.
 */
@Component
public final class EventStreams implements SmartLifecycle {

    static final int STREAMS_MAX = 500;
    static final int STREAMS_OF_ONE_MAX = 20;

    /** Then the client comes again, with what it has seen, and is asked again who it is. */
    private static final Duration LENGTH_MAX = Duration.ofMinutes(15);
    /** How long nothing is written at most, so that a client that has gone is noticed. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private final Map<Thread, String> open = new ConcurrentHashMap<>();
    private volatile boolean isRunning;

    /** What a stream is about. */
    public interface Source {

        /**
         * What is new after a position; waits for it for a while.
         *
         * @throws InterruptedException if the server stops or the client has gone
         */
        Fresh after(long position, Duration patience) throws InterruptedException;
    }

    /**
     * What is new.
     *
     * @param reached where to go on from
     * @param isOver whether nothing will follow
     */
    public record Fresh(List<Message> messages, long reached, boolean isOver) {}

    /** @param id position in the log that the client has seen everything up to, @param data JSON in one line */
    public record Message(long id, String name, String data) {}

    /** There are too many streams, of this caller or at all. */
    public record TooManyStreams(int max) implements Refusal {
        @Override
        public String message() {
            return "There are " + max + " streams open already. Close one, or try again in a minute.";
        }
    }

    /**
     * Opens a stream.
     *
     * @param caller login name
     * @param after position in the log that the caller has seen everything up to, -1 for nothing
     * @throws CommandDesk.Refused if there are too many
     */
    public SseEmitter open(String caller, long after, Source source) {
        SseEmitter emitter = new SseEmitter(LENGTH_MAX.plusMinutes(1).toMillis());
        Thread thread = Thread.ofVirtual().name("stream-of-" + caller).unstarted(() -> write(emitter, after, source));
        synchronized (open) {
            long ofOne = open.values().stream().filter(caller::equals).count();
            if (ofOne >= STREAMS_OF_ONE_MAX || open.size() >= STREAMS_MAX) {
                throw new CommandDesk.Refused(
                        new TooManyStreams(ofOne >= STREAMS_OF_ONE_MAX ? STREAMS_OF_ONE_MAX : STREAMS_MAX));
            }
            open.put(thread, caller);
        }
        emitter.onCompletion(thread::interrupt);
        emitter.onError(e -> thread.interrupt());
        thread.start();
        return emitter;
    }

    private void write(SseEmitter emitter, long after, Source source) {
        long until = System.nanoTime() + LENGTH_MAX.toNanos();
        long position = after;
        try {
            emitter.send(SseEmitter.event().reconnectTime(1_000).comment("open"));
            while (isRunning && System.nanoTime() - until < 0) {
                Fresh fresh = source.after(position, HEARTBEAT);
                for (Message message : fresh.messages()) {
                    emitter.send(SseEmitter.event()
                            .id(Long.toString(message.id()))
                            .name(message.name())
                            .data(message.data(), MediaType.TEXT_PLAIN));
                }
                if (fresh.isOver()) {
                    break;
                }
                if (fresh.messages().isEmpty()) {
                    emitter.send(SseEmitter.event().comment("nothing new"));
                }
                position = fresh.reached();
            }
            emitter.complete();
        } catch (IOException | InterruptedException | IllegalStateException e) {
            // The client has gone, or the server goes.
            emitter.complete();
        } catch (RuntimeException e) {
            LOG.error("a stream of events broke off", e);
            emitter.complete();
        } finally {
            open.remove(Thread.currentThread());
        }
    }

    /** How many clients are told something now. */
    public int openStreams() {
        return open.size();
    }

    @Override
    public void start() {
        isRunning = true;
    }

    /** Before the web server waits for requests to end, since these do not end by themselves. */
    @Override
    public void stop() {
        isRunning = false;
        open.keySet().forEach(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
