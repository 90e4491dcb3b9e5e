package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.decision.ExtentChange.AudienceMove;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a sale is, which of the plan's items it leaves out, and who sees it. It begins as approved and changes by what is
 * adjusted.
 *
 * @param aside items of the plan that are not offered: held in reserve, or taken out
 * @param audienceBps share of those not held out who see the sale, in basis points
 */
public record Extent(TimeWindow window, SortedSet<Sku> aside, int audienceBps) {

    public Extent {
        aside = Collections.unmodifiableSortedSet(new TreeSet<>(aside));
    }

    /** A change of the extent that came into force. */
    public record Shift(Instant at, ExtentChange change) {}

    /** As the sale begins. */
    static Extent approved(Proposal proposal) {
        return of(proposal.schedule().window(), proposal.plan().steered());
    }

    /** Of a sale that begins in this window, steered so. */
    public static Extent of(TimeWindow window, Steering steering) {
        Leeway leeway = steering.leeway().orElse(Leeway.NONE);
        return new Extent(window, leeway.reserve(), leeway.audienceBps());
    }

    Extent after(List<Shift> shifts) {
        Extent extent = this;
        for (Shift shift : shifts) {
            extent = extent.after(shift.change());
        }
        return extent;
    }

    public Extent after(ExtentChange change) {
        SortedSet<Sku> left = new TreeSet<>(aside);
        left.addAll(change.takenOut());
        change.putIn().forEach(left::remove);
        return new Extent(
                change.end().map(end -> new TimeWindow(window.from(), end.to())).orElse(window),
                left,
                change.audience().map(AudienceMove::toBps).orElse(audienceBps));
    }

    public boolean offers(Sku sku) {
        return !aside.contains(sku);
    }
}
