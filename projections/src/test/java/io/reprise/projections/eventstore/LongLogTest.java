package io.reprise.projections.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.Snapshot;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.projections.snapshot.EmbeddedSnapshots;
import io.reprise.projections.store.LoggedEvents;
import io.reprise.projections.store.SaleHistory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which campaigns there are in a log that takes long to look through. */
class LongLogTest {

    private static final int EVENTS = 120_000;

    @TempDir
    static Path folder;

    private static EventLog log;
    private static EventLog another;

    private long eventsRead;

    /** As long as each other; the second has one campaign alone. */
    @BeforeAll
    static void fill() {
        log = filled("first", 3);
        another = filled("second", 1);
    }

    @AfterAll
    static void close() {
        log.close();
        another.close();
    }

    private static EventLog filled(String name, int campaigns) {
        EventLog log = EmbeddedEventLog.open(folder.resolve(name));
        for (int from = 0; from < EVENTS; from += 1_000) {
            int first = from;
            log.append(IntStream.range(first, first + 1_000)
                    .mapToObj(i ->
                            i % 50_000 == 0 && i / 50_000 < campaigns ? drafted("sale-" + i / 50_000) : other(i, name))
                    .toList());
        }
        return log;
    }

    private static NewEvent drafted(String campaign) {
        return new LoggedEvents()
                .next(new CampaignDrafted(
                        new CampaignId(campaign), SaleHistory.plan("Sale", 1_000), SaleHistory.MEI, SaleHistory.START));
    }

    private static NewEvent other(int number, String of) {
        return new NewEvent(
                "other-" + number,
                "other/" + number,
                0,
                "Test",
                "test.other",
                1,
                Instant.EPOCH,
                ("\"" + of + "\"").getBytes(StandardCharsets.UTF_8),
                new byte[0]);
    }

    private EventLog watched(EventLog log) {
        return (EventLog) Proxy.newProxyInstance(
                EventLog.class.getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(log, arguments);
                    if (method.getName().equals("read")) {
                        eventsRead += ((List<?>) answer).size();
                    }
                    return answer;
                });
    }

    private List<String> campaigns(EventLog log, Snapshots snapshots) {
        eventsRead = 0;
        EventLog watched = watched(log);
        LogCampaigns campaigns = new LogCampaigns(watched, new StateSnapshots(watched, snapshots));
        assertThat(campaigns.open()).isEqualTo(campaigns.all());
        return campaigns.all().stream().map(CampaignId::value).toList();
    }

    /** As they were saved, or with another payload. */
    private static final class Kept implements Snapshots {

        private final Map<String, Snapshot> saved = new HashMap<>();

        @Override
        public Optional<Snapshot> latest(String stream) {
            return Optional.ofNullable(saved.get(stream));
        }

        @Override
        public void save(Snapshot snapshot) {
            saved.put(snapshot.stream(), snapshot);
        }

        void spoil() {
            saved.replaceAll((stream, was) -> new Snapshot(
                    stream,
                    was.sequence(),
                    was.eventHash(),
                    was.kind(),
                    was.name(),
                    was.revision(),
                    was.shape(),
                    "[\"campaign/sale-0\", 7".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void whoeverStartsAgainReadsWhatCameSinceAndNoMore(@TempDir Path kept) {
        Snapshots snapshots = new EmbeddedSnapshots(kept);
        assertThat(campaigns(log, snapshots)).containsExactly("sale-0", "sale-1", "sale-2");
        assertThat(eventsRead).isEqualTo(EVENTS);

        assertThat(campaigns(log, snapshots)).containsExactly("sale-0", "sale-1", "sale-2");
        assertThat(eventsRead).isLessThan(EVENTS / 4);
    }

    @Test
    void whatWasKeptOfAnotherLogIsNotBelieved() {
        Kept snapshots = new Kept();
        campaigns(log, snapshots);

        assertThat(campaigns(another, snapshots)).containsExactly("sale-0");
    }

    @Test
    void whatWasKeptOfALongerLogIsNotBelieved(@TempDir Path shorter) {
        Kept snapshots = new Kept();
        campaigns(log, snapshots);
        try (EventLog restored = EmbeddedEventLog.open(shorter)) {
            restored.append(log.read(0, 500).stream().map(StoredEvent::event).toList());

            assertThat(campaigns(restored, snapshots)).containsExactly("sale-0");
        }
    }

    @Test
    void whereWhatWasKeptCannotBeReadTheWholeLogIsLookedThrough() {
        Kept snapshots = new Kept();
        campaigns(log, snapshots);
        snapshots.spoil();

        assertThat(campaigns(log, snapshots)).containsExactly("sale-0", "sale-1", "sale-2");
        assertThat(eventsRead).isGreaterThanOrEqualTo(EVENTS);
    }
}
