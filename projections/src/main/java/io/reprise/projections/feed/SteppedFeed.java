package io.reprise.projections.feed;

import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.projections.store.Projection;
import java.util.List;

/**
 * What {@link ViewFeed} does, a page at a time and only when it is told to: for a simulation that decides itself when views are
 * fed, and at which write the feed dies.
 */
public final class SteppedFeed implements AutoCloseable {

    private final Workers workers = new Workers(1);
    private final Feeding feeding;

    /** Finds every view where it was left. */
    public SteppedFeed(
            EventLog log,
            EventDecoder decoder,
            ProjectionDecisions decisions,
            MongoDatabase database,
            List<Projection<?>> projections) {
        feeding = new Feeding(log, decoder, database, false, workers);
        projections.forEach(projection -> feeding.open(projection, decisions));
    }

    /** Folds the next page. @return whether there was one */
    public boolean step() {
        return feeding.follow(() -> {});
    }

    /** Why a view goes no further; empty where all go on. */
    public List<String> stopped() {
        return feeding.tracks().stream()
                .map(track -> track.live().stopped())
                .filter(why -> !why.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        workers.close();
    }
}
