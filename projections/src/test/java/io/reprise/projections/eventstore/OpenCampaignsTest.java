package io.reprise.projections.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.Reach;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.projections.store.LoggedEvents;
import io.reprise.projections.store.SaleHistory;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which campaigns are under way, asked for again and again while they begin and end. */
class OpenCampaignsTest {

    private static final Predicate<Reach> AT_NIGHT =
            reach -> reach.overlaps(new TimeWindow(SaleHistory.START.minus(Duration.ofDays(1)), SaleHistory.START));
    private static final Predicate<Reach> NO_LAMP = reach -> !reach.maySell(Set.of(SaleHistory.LAMP));

    private final LoggedEvents logged = new LoggedEvents();
    private final List<String> streamsRead = new ArrayList<>();

    private EventLog watched(EventLog log) {
        return (EventLog) Proxy.newProxyInstance(
                EventLog.class.getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("readStream")) {
                        streamsRead.add((String) arguments[0]);
                    }
                    return method.invoke(log, arguments);
                });
    }

    private static List<CampaignId> foldedOneByOne(LogCampaigns campaigns) {
        return campaigns.all().stream()
                .filter(id -> !(campaigns.load(id) instanceof Ended ended)
                        || ended.unreported().isPresent())
                .toList();
    }

    private static List<CampaignId> foldedOneByOne(LogCampaigns campaigns, Predicate<Reach> near) {
        return foldedOneByOne(campaigns).stream()
                .filter(id -> near.test(Reach.of((Drafted) campaigns.load(id))))
                .toList();
    }

    @Test
    void afterEveryEventTheyAreThoseThatFoldingEachSays(@TempDir Path folder) {
        try (EventLog log = EmbeddedEventLog.open(folder)) {
            LogCampaigns asked = new LogCampaigns(log);
            LogCampaigns folded = new LogCampaigns(log);
            boolean isOneOver = false;
            for (Object event : SaleHistory.everything()) {
                if (event instanceof CampaignEvent happened) {
                    log.append(List.of(logged.next(happened)));
                    assertThat(asked.open()).isEqualTo(foldedOneByOne(folded));
                    assertThat(asked.open(AT_NIGHT)).isEqualTo(foldedOneByOne(folded, AT_NIGHT));
                    assertThat(asked.open(NO_LAMP)).isEqualTo(foldedOneByOne(folded, NO_LAMP));
                    isOneOver |= asked.open().size() < asked.all().size();
                }
            }
            assertThat(isOneOver).as("there are some that ended").isTrue();
        }
    }

    @Test
    void noneIsReadAgainThatHadNoEventSince(@TempDir Path folder) {
        try (EventLog log = EmbeddedEventLog.open(folder)) {
            List<CampaignEvent> history = SaleHistory.everything().stream()
                    .filter(CampaignEvent.class::isInstance)
                    .map(CampaignEvent.class::cast)
                    .toList();
            LogCampaigns asked = new LogCampaigns(watched(log));
            history.subList(0, history.size() - 1).forEach(event -> log.append(List.of(logged.next(event))));
            asked.open();
            streamsRead.clear();

            asked.open();
            assertThat(asked.open(reach -> reach.overlaps(SaleHistory.WINDOW))).isNotEmpty();
            assertThat(streamsRead).isEmpty();

            log.append(List.of(logged.next(history.getLast())));
            asked.open();
            assertThat(streamsRead).containsOnly(Streams.of(history.getLast().campaignId()));
        }
    }
}
