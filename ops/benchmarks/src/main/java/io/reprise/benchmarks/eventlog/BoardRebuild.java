package io.reprise.benchmarks.eventlog;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.operations.ProjectionEvent.LetterDropped;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.board.Board;
import io.reprise.projections.feed.EventDecoder;
import io.reprise.projections.feed.ViewFeed;
import io.reprise.projections.feed.ViewOperations;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The board of all campaigns, made from nothing as the server makes it. */
final class BoardRebuild {

    private static final EventDecoder DECODER = new EventDecoder() {
        @Override
        public Class<?> type(StoredEvent stored) {
            return EventJson.type(stored);
        }

        @Override
        public Object read(StoredEvent stored) {
            return EventJson.read(stored);
        }
    };

    private static final ProjectionDecisions NOTHING_DROPPED = new ProjectionDecisions() {
        @Override
        public void record(LetterDropped dropped) {
            throw new IllegalStateException("nobody drops anything here");
        }

        @Override
        public List<LetterDropped> dropped(String projection) {
            return List.of();
        }
    };

    private BoardRebuild() {}

    static long run(EventLog log, MongoAtHand mongo) throws InterruptedException {
        MongoAtHand.Database place = mongo.emptyDatabase();
        Board board = new Board(place.database(), EventJson.mapper());
        long head = log.head();
        try (ViewFeed feed = ViewFeed.start(log, DECODER, NOTHING_DROPPED, place.database(), List.of(board), false)) {
            ViewOperations operations = new ViewOperations(feed, log, place.database(), NOTHING_DROPPED);
            while (operations.of(board.name()).position() < head) {
                if (!operations.of(board.name()).message().isEmpty()) {
                    throw new IllegalStateException(operations.of(board.name()).message());
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
        } finally {
            place.close();
        }
        return head;
    }
}
