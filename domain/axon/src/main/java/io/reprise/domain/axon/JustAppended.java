package io.reprise.domain.axon;

import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * The last signals that this process appended, as the values that were written: who follows the log in the same process need not read
 * again what was just written. What is not here, of another process or of before, is read from the log as ever.
 */
public final class JustAppended {

    /** About 250 bytes each. Who follows is behind by fewer, or is far behind. */
    private static final int SIGNALS_MAX = 50_000;

    /** @param id of the event: whatever became of the log, no position stands for another event */
    private record Kept(long position, String id, SignalsReceived event) {}

    private final int signalsMax;
    private final Map<Long, Kept> kept = new HashMap<>();
    private final Queue<Kept> oldestFirst = new ArrayDeque<>();
    private int signals;

    public JustAppended() {
        this(SIGNALS_MAX);
    }

    JustAppended(int signalsMax) {
        this.signalsMax = signalsMax;
    }

    /** @param position where the log has it now, @param value what the event was made of, which never changes */
    synchronized void appended(long position, NewEvent event, Object value) {
        if (value instanceof SignalsReceived received) {
            Kept one = new Kept(position, event.id(), received);
            kept.put(position, one);
            oldestFirst.add(one);
            signals += received.signals().size();
            while (signals > signalsMax) {
                Kept oldest = oldestFirst.remove();
                kept.remove(oldest.position(), oldest);
                signals -= oldest.event().signals().size();
            }
        }
    }

    /** As {@link EventJson#read}. */
    public Object read(StoredEvent stored) {
        Kept one = find(stored.position());
        return one != null && one.id().equals(stored.event().id()) ? one.event() : EventJson.read(stored);
    }

    private synchronized Kept find(long position) {
        return kept.get(position);
    }
}
