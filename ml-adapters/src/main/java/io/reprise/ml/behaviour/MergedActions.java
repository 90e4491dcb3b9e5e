package io.reprise.ml.behaviour;

import io.reprise.ml.dataset.ActionFolder;
import io.reprise.ml.dataset.ShopperAction;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Actions of several imports as one walk by shopper and time; a shopper of two sources is one shopper. */
final class MergedActions implements Iterator<MergedActions.Sourced>, Closeable {

    /** @param source number of the import it came from */
    record Sourced(ShopperAction action, int source) {}

    private final List<ActionFolder.Actions> sources = new ArrayList<>();
    private final PriorityQueue<Sourced> heads =
            new PriorityQueue<>(Comparator.comparing((Sourced s) -> s.action().shopperKey())
                    .thenComparing(s -> s.action().at())
                    .thenComparingInt(Sourced::source));

    MergedActions(List<ActionFolder> folders) {
        for (ActionFolder folder : folders) {
            sources.add(folder.actions());
            advance(sources.size() - 1);
        }
    }

    private void advance(int source) {
        if (sources.get(source).hasNext()) {
            heads.add(new Sourced(sources.get(source).next(), source));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public Sourced next() {
        Sourced first = heads.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        advance(first.source());
        return first;
    }

    @Override
    public void close() throws IOException {
        for (ActionFolder.Actions source : sources) {
            source.close();
        }
    }
}
