package io.reprise.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.SaleHistory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database: one feeds, and the other takes over. */
class FeedLeaseTest {

    @TempDir
    Path folder;

    private static ViewFeed server(FeedRig rig, List<Projection<?>> projections) {
        return new ViewFeed(rig.log, FeedRig.DECODER, rig.decisions, rig.database, projections, true, new Workers(2))
                .start();
    }

    private static ViewOperations operations(FeedRig rig, ViewFeed feed) {
        return new ViewOperations(feed, rig.log, rig.database, rig.decisions);
    }

    @Test
    void one_server_feeds_the_other_sees_how_far_it_is_and_takes_over_when_it_is_gone() {
        try (TestMongo mongo = new TestMongo();
                FeedRig rig = new FeedRig(folder, mongo.database())) {
            List<Projection<?>> projections = FeedRig.everything(mongo.database());
            List<Object> events = SaleHistory.everything();
            ViewFeed first = server(rig, projections);
            try (ViewFeed second = server(rig, projections)) {
                rig.append(events.subList(0, 30));
                assertThat(second.await(30, FeedRig.PATIENCE)).isTrue();
                assertThat(operations(rig, second).of("board").position()).isEqualTo(30);
                // Whichever server an operator asks: the one that feeds hands over.
                operations(rig, second).rebuild("board");
                Rebuilds.await(operations(rig, second));
                assertThat(first.feeding()).isEmpty();
                first.close();

                rig.append(events.subList(30, events.size()));
                assertThat(second.await(events.size(), FeedRig.PATIENCE)).isTrue();
                assertThat(operations(rig, second).of("board").deadLetters()).isZero();
                operations(rig, second).rebuild("board");
                Rebuilds.await(operations(rig, second));
            } finally {
                first.close();
            }
        }
    }
}
