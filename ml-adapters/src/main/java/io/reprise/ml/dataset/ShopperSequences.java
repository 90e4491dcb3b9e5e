package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What each known shopper did, in time order, one shopper after the other: what sequence models learn from. */
public final class ShopperSequences implements Iterator<ShopperSequences.Sequence>, Closeable {

    /** @param earlier actions that are left out because the sequence was longer than asked for */
    public record Sequence(Pseudonym shopper, List<ShopperAction> actions, long earlier) {}

    private final ActionFolder.Actions actions;
    private final int actionsMax;
    private Optional<ShopperAction> head = Optional.empty();

    /** @param actionsMax the latest so many actions of a shopper are kept, so that a robot does not fill the memory */
    ShopperSequences(ActionFolder.Actions actions, int actionsMax) {
        if (actionsMax < 1) {
            throw new IllegalArgumentException("actionsMax must be at least 1, but was " + actionsMax);
        }
        this.actions = actions;
        this.actionsMax = actionsMax;
        do {
            advance();
        } while (head.isPresent() && head.get().shopper().isEmpty());
    }

    private void advance() {
        head = actions.hasNext() ? Optional.of(actions.next()) : Optional.empty();
    }

    @Override
    public boolean hasNext() {
        return head.isPresent();
    }

    @Override
    public Sequence next() {
        Pseudonym shopper =
                head.flatMap(ShopperAction::shopper).orElseThrow(() -> new NoSuchElementException("no more shoppers"));
        Deque<ShopperAction> latest = new ArrayDeque<>();
        long earlier = 0;
        for (; head.flatMap(ShopperAction::shopper).filter(shopper::equals).isPresent(); advance()) {
            if (latest.size() == actionsMax) {
                latest.removeFirst();
                earlier++;
            }
            latest.addLast(head.get());
        }
        return new Sequence(shopper, List.copyOf(latest), earlier);
    }

    @Override
    public void close() throws IOException {
        actions.close();
    }
}
