package io.reprise.domain.model.replay;

import java.util.concurrent.atomic.AtomicLong;

/** How far a replay is. Safe for concurrent use; whoever holds it may call it off. */
public final class ReplayProgress {

    private final AtomicLong campaigns = new AtomicLong();
    private final AtomicLong campaignsTotal = new AtomicLong();
    private final AtomicLong decisions = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong callsTotal = new AtomicLong();
    private volatile boolean cancelled;

    /** @param callsTotal model calls found so far; none is made before all decisions are taken */
    public record Now(long campaigns, long campaignsTotal, long decisions, long calls, long callsTotal) {}

    public Now now() {
        return new Now(campaigns.get(), campaignsTotal.get(), decisions.get(), calls.get(), callsTotal.get());
    }

    /** What is under way is finished; nothing more is begun. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    void of(int campaigns) {
        campaignsTotal.set(campaigns);
    }

    void campaign() {
        campaigns.incrementAndGet();
    }

    void decision() {
        decisions.incrementAndGet();
    }

    void calls(int all) {
        callsTotal.set(all);
    }

    void call() {
        calls.incrementAndGet();
    }
}
