package io.reprise.projections.board;

import java.time.Instant;
import java.util.Optional;

/** One campaign at a glance. */
public final class BoardEntry {

    public String campaignId;
    public String name;
    public String phase;
    public String currency;
    public String zone;
    public Instant from;
    public Instant to;
    public long unitsSold;
    public long revenueCents;
    /** Units sold over the forecast's median to date; empty before the first evaluation. */
    public Optional<Double> pace = Optional.empty();
    /** Key of what it waits for: {@code marketer}, {@code models}, {@code approver}, {@code launch}, {@code window}, {@code nothing}. */
    public String waitsFor;

    public int holdOutBps;
    public Instant updatedAt;
}
