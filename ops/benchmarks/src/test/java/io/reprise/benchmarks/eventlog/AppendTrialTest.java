package io.reprise.benchmarks.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reprise.benchmarks.eventlog.ReplayableStore.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark that lies is worse than none. */
class AppendTrialTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final CampaignTrace TRACE = new CampaignTrace(7);

    @TempDir
    private Path folder;

    /** A store in memory that keeps a share of what it acknowledges. */
    private record Forgetful(long keptOfHundred) implements Contender {

        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public Role role() {
            return Role.BARE;
        }

        @Override
        public Place place() {
            return Place.EMBEDDED;
        }

        @Override
        public String durability() {
            return "none";
        }

        @Override
        public boolean isDurable() {
            return false;
        }

        @Override
        public OpenStore open(Path folder, int clients) {
            AtomicLong requests = new AtomicLong();
            AtomicLong kept = new AtomicLong();
            BareStore.Sink sink = events -> {
                if (requests.getAndIncrement() % 100 < keptOfHundred) {
                    kept.addAndGet(events.size());
                }
            };
            return new BareStore(List.of(new byte[1]), sink, true, kept::get, () -> {});
        }
    }

    @Test
    void aStoreThatLosesAcknowledgedEventsFailsTheTrial() {
        assertThatThrownBy(() -> new AppendTrial(Duration.ZERO, SHORT).run(new Forgetful(99), 2, folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("forgetful acknowledged");
    }

    @Test
    void aStoreThatKeepsThemIsMeasured() throws Exception {
        AppendTrial.Result result = new AppendTrial(Duration.ZERO, SHORT).run(new Forgetful(100), 2, folder);
        assertThat(result.events()).isPositive();
        assertThat(result.p50()).isLessThanOrEqualTo(result.p99());
    }

    @Test
    void theCampaignAggregateRecordsOneEventForEachCommandOfTheTrace() throws Exception {
        try (MongoAtHand mongo = mongo();
                OpenStore store = ours(mongo).open(folder, 1)) {
            OpenStore.Client client = store.client(3);
            for (int i = 0; i < 2 * CampaignTrace.CAMPAIGN_EVENTS + 5; i++) {
                client.request();
            }
            assertThat(store.countEvents()).isEqualTo(2 * CampaignTrace.CAMPAIGN_EVENTS + 5);
        }
    }

    @Test
    void everyReadingOfAFilledLogSeesTheEventsThatWereAppended() throws Exception {
        try (MongoAtHand mongo = mongo()) {
            assertThat(new ReplayTrial(TRACE, 1_000, 60).run(ours(mongo), folder))
                    .extracting(result -> result.reading().kind(), ReplayTrial.Result::events)
                    .containsExactly(
                            tuple(Kind.CURSOR, 1_000L),
                            tuple(Kind.FOLD, 1_000L),
                            tuple(Kind.FOLD, 1_000L),
                            tuple(Kind.VIEWS, 1_000L),
                            tuple(Kind.FOLD, 1_000L));
        }
    }

    private MongoAtHand mongo() {
        return MongoAtHand.open("", "", folder);
    }

    private static Contender ours(MongoAtHand mongo) {
        return new RepriseContender(TRACE, Contender.Place.EMBEDDED, mongo);
    }
}
