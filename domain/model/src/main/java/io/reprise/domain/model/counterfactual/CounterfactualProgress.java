package io.reprise.domain.model.counterfactual;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/** How far a counterfactual run is. Safe for concurrent use; whoever holds it may call it off. */
public final class CounterfactualProgress {

    private final AtomicLong campaigns = new AtomicLong();
    private final AtomicLong campaignsTotal = new AtomicLong();
    private final AtomicLong decisions = new AtomicLong();
    private volatile boolean cancelled;

    /** @param decisions reconsidered so far */
    public record Now(long campaigns, long campaignsTotal, long decisions) {}

    public Now now() {
        return new Now(campaigns.get(), campaignsTotal.get(), decisions.get());
    }

    /** The decision under way is finished; nothing more is begun, and there is no report. */
    public void cancel() {
        cancelled = true;
    }

    void of(int all) {
        campaignsTotal.set(all);
    }

    void campaign() {
        campaigns.incrementAndGet();
    }

    /** @throws CancellationException if it was called off */
    void decision() {
        if (cancelled) {
            throw new CancellationException("called off");
        }
        decisions.incrementAndGet();
    }
}
