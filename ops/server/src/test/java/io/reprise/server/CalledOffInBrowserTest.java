package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.replay.ReplayReport;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.http.ImportDesk;
import io.reprise.http.ReplayDesk;
import io.reprise.http.WorkQueue;
import io.reprise.projections.campaignpage.CampaignPages;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Long work that a person calls off at its page when it is half done: it ends soon, and what was there before is there. */
class CalledOffInBrowserTest extends BrowserTest {

    private static final int ROWS = 2_000_000;
    private static final int FORECASTS = 40 * Runtime.getRuntime().availableProcessors();
    private static final HeldEvidence EVIDENCE = new HeldEvidence();
    private static final Page.WaitForSelectorOptions PATIENT = new Page.WaitForSelectorOptions().setTimeout(120_000);

    @Override
    BeanPostProcessor around() {
        return EVIDENCE;
    }

    private static Path data() {
        return server.get(RepriseProperties.class).home().resolve("data");
    }

    /** Digests of all that was imported, by the files' names. */
    private static SortedMap<String, String> imported() throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = data().relativize(file).toString();
                if (!name.startsWith("incoming")) {
                    digests.put(name, Sha256.hex(Files.readAllBytes(file)));
                }
            }
        }
        return digests;
    }

    private static void clicks(String file, int rows) throws IOException {
        Path folder = Files.createDirectories(data().resolve("incoming"));
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(file))) {
            out.write("user_id,item_id,category_id,behavior_type,timestamp\n");
            for (int row = 0; row < rows; row++) {
                out.write(row % 90_001 + "," + row % 701 + "," + row % 17 + ",pv," + (1_511_544_070 + row % 600_000)
                        + "\n");
            }
        }
    }

    private static void begin(Page page, String file) {
        page.navigate(server.url() + "/operations/imports");
        page.selectOption("#import [name=data]", file);
        page.selectOption("#import [name=layout]", "taobao");
        page.fill("#import [name=name]", "clicks");
        page.click("#begin");
    }

    @Test
    void anImportCalledOffHalfWayLeavesWhatWasImportedBeforeAsItWas() throws IOException {
        clicks("few.csv", 5);
        clicks("many.csv", ROWS);
        Page otto = as("otto");
        begin(otto, "few.csv");
        otto.waitForSelector("#imported", PATIENT);
        SortedMap<String, String> before = imported();
        assertThat(before.keySet()).anyMatch(name -> name.contains("clicks"));

        begin(otto, "many.csv");
        ImportDesk desk = server.get(ImportDesk.class);
        otto.waitForCondition(() -> desk.all().getFirst().progress().rows() > 0);
        otto.click("#cancel");
        otto.waitForSelector("#stage >> text=Called off", PATIENT);

        assertThat(otto.textContent("main")).contains("Nothing was imported");
        assertThat(desk.all().getFirst().progress().rows()).isLessThan(ROWS);
        assertThat(imported()).isEqualTo(before);
        otto.navigate(server.url() + "/operations/imports");
        assertThat(otto.textContent("main")).contains("clicks").contains("many.csv");
        assertThat(complaints).isEmpty();
    }

    /** A campaign whose forecasts were made again and again, so that many questions to models are asked again. */
    private static void forecastAgainAndAgain(CampaignId id, int times) throws IOException {
        new DescribedSale(server.url()).plan();
        List<CampaignEvent> planned = server.get(Campaigns.class).history(new CampaignId("described"));
        CampaignDrafted drafted = (CampaignDrafted) planned.getFirst();
        Forecast made = planned.stream()
                .flatMap(event ->
                        event instanceof ForecastRecorded recorded ? Stream.of(recorded.forecast()) : Stream.empty())
                .findFirst()
                .orElseThrow();
        List<CampaignEvent> events = new ArrayList<>();
        events.add(new CampaignDrafted(id, drafted.plan(), drafted.actor(), drafted.at()));
        events.add(new PlanSubmitted(id, 1, drafted.actor(), drafted.at()));
        for (int time = 0; time < times; time++) {
            Forecast again = new Forecast(made.role(), made.call().because("time " + time), made.from(), made.hours());
            events.add(new ForecastRecorded(id, 1, again, drafted.actor(), drafted.at()));
        }
        events.add(new PlanRevised(id, 2, drafted.plan(), drafted.actor(), drafted.at()));
        server.get(EventStore.class)
                .publish(IntStream.range(0, events.size())
                        .mapToObj(i -> new GenericDomainEventMessage<>("Campaign", Streams.of(id), i, events.get(i)))
                        .toList());
    }

    @Test
    void aReplayCalledOffHalfWayReportsWhatItTookAgainAndThatThisIsNotAll() throws IOException {
        CampaignId id = new CampaignId("again");
        forecastAgainAndAgain(id, FORECASTS);
        Page audra = as("audra");
        audra.waitForCondition(() -> server.get(CampaignPages.class).find(id).isPresent());
        audra.navigate(server.url() + "/operations/checks");
        ReplayDesk desk = server.get(ReplayDesk.class);
        EVIDENCE.holdAfter(FORECASTS / 2);
        try {
            audra.click("#replay");
            audra.waitForCondition(() -> desk.all().getFirst().progress().calls() > 0);
            // It goes on when the server has heard, and not before.
            audra.waitForResponse(answer -> answer.url().endsWith("/cancel"), () -> audra.click("#cancel"));
        } finally {
            EVIDENCE.goOn();
        }
        assertThat(audra.waitForSelector("#replayed").textContent()).contains("Called off");

        ReplayDesk.Replay replay = desk.all().getFirst();
        ReplayReport report = replay.report().orElseThrow();
        assertThat(replay.stage()).isEqualTo(WorkQueue.Stage.CANCELLED);
        assertThat(report.cancelled()).isTrue();
        assertThat(report.calls()).isBetween(1L, FORECASTS - 1L).isEqualTo(report.callsEqual());
        assertThat(audra.textContent("main")).contains("this is how far it got");
        assertThat(audra.querySelector("#replayed.good"))
                .as("no verdict over what was not looked at")
                .isNull();
        isFine(audra);
        audra.navigate(server.url() + "/operations/checks");
        assertThat(audra.textContent("main")).contains("Called off");
        assertThat(complaints).isEmpty();
    }
}
