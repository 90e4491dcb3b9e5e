package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What changes of a running sale's extent: when it ends, of which items it is, which share of shoppers sees it.
 *
 * @param takenOut items that are offered and will not be
 * @param putIn items of the plan that are not offered and will be
 */
public record ExtentChange(
        Optional<EndMove> end, List<Sku> takenOut, List<Sku> putIn, Optional<AudienceMove> audience) {

    public static final ExtentChange NONE = new ExtentChange(Optional.empty(), List.of(), List.of(), Optional.empty());

    public ExtentChange {
        end = end == null ? Optional.empty() : end;
        takenOut = takenOut == null ? List.of() : List.copyOf(takenOut);
        putIn = putIn == null ? List.of() : List.copyOf(putIn);
        audience = audience == null ? Optional.empty() : audience;
    }

    /** When the sale ends, before and after. */
    public record EndMove(Instant from, Instant to) {
        public EndMove {
            InvalidValue.unless(from != null && to != null, "end", "needs where it was and where it will be");
        }
    }

    /** Share of those not held out who see the sale, before and after, in basis points; who they are is drawn at random. */
    public record AudienceMove(int fromBps, int toBps) {
        public AudienceMove {
            InvalidValue.unless(
                    fromBps >= 0 && fromBps <= Price.WHOLE_BPS && toBps >= 0 && toBps <= Price.WHOLE_BPS,
                    "audience",
                    "must be shares of 0 to 10000");
        }
    }

    public static ExtentChange endingAt(Instant from, Instant to) {
        return new ExtentChange(Optional.of(new EndMove(from, to)), List.of(), List.of(), Optional.empty());
    }

    public static ExtentChange ofItems(List<Sku> takenOut, List<Sku> putIn) {
        return new ExtentChange(Optional.empty(), takenOut, putIn, Optional.empty());
    }

    public static ExtentChange ofAudience(int fromBps, int toBps) {
        return new ExtentChange(Optional.empty(), List.of(), List.of(), Optional.of(new AudienceMove(fromBps, toBps)));
    }

    public boolean isNothing() {
        return equals(NONE);
    }

    /** Items that are taken out or put in. */
    public int itemChanges() {
        return takenOut.size() + putIn.size();
    }

    public ExtentChange reversed() {
        return new ExtentChange(
                end.map(move -> new EndMove(move.to(), move.from())),
                putIn,
                takenOut,
                audience.map(move -> new AudienceMove(move.toBps(), move.fromBps())));
    }
}
