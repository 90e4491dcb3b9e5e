package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.stream.EventStreams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Over real connections, since a stream is one. */
@SpringBootTest(
        classes = ApiTestServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "reprise.home=target/test-home/${random.uuid}",
            "reprise.demo=true",
            "logging.level.root=error",
            "spring.main.banner-mode=off"
        })
@Timeout(60)
class StreamApiTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    InMemoryCore core;

    @Autowired
    EventStreams streams;

    private final String id = "streamed-" + COUNT.incrementAndGet();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = EventJson.mapper();
    private final List<InputStream> opened = new ArrayList<>();

    @AfterEach
    void everyConnectionIsClosed() throws IOException {
        for (InputStream in : opened) {
            in.close();
        }
    }

    private record Message(String id, String name, JsonNode data) {}

    private final class Stream {
        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        private Stream(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        Message next() throws IOException {
            String messageId = "";
            String name = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    messageId = line.substring(3);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6);
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return new Message(messageId, name, json.readTree(data.toString()));
                }
            }
            return null;
        }
    }

    private Stream open(String who, String path, String lastEventId) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((who + ":" + who).getBytes(StandardCharsets.UTF_8)))
                .header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        opened.add(response.body());
        return new Stream(response);
    }

    private String live() {
        return "/api/v1/campaigns/" + id + "/live";
    }

    private LiveSale sale() {
        return new LiveSale(core, id);
    }

    /** Somebody who sees the sale buys. */
    private void order(String signal, int units, long secondsAfterStart) {
        Pseudonym shopper = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new Pseudonym("a".repeat(60) + "%04d".formatted(i)))
                .filter(p -> Arm.of(new CampaignId(id), p, 1_000) == Arm.TREATED)
                .findFirst()
                .orElseThrow();
        core.receive(
                new CampaignId(id),
                1_000,
                List.of(new Signal(
                        signal,
                        LiveSale.START.plusSeconds(secondsAfterStart),
                        shopper,
                        Signal.Action.ORDER,
                        LiveSale.LAMP,
                        units,
                        1_700)),
                LiveSale.START.plusSeconds(secondsAfterStart));
    }

    @Test
    void a_sale_is_told_as_it_stands_and_then_whenever_something_changes() throws Exception {
        LiveSale sale = sale().live();
        order("o1", 2, 60);

        Stream stream = open("mei", live(), "");
        Message first = stream.next();
        order("o2", 3, 90);
        Message second = stream.next();
        sale.send(new StopCampaign(new CampaignId(id), "broken", LiveSale.MEI, LiveSale.START.plusSeconds(100)));
        Message last = stream.next();

        assertThat(stream.response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(first.name()).isEqualTo("sale");
        assertThat(first.data().at("/phase").asText()).isEqualTo("live");
        assertThat(first.data().at("/slots/0/units").asInt()).isEqualTo(2);
        assertThat(second.data().at("/slots/0/units").asInt()).isEqualTo(5);
        assertThat(Long.parseLong(second.id())).isGreaterThan(Long.parseLong(first.id()));
        assertThat(last.data().at("/phase").asText()).isEqualTo("stopped");
        assertThat(stream.next()).as("a sale that is over is told no more").isNull();
    }

    @Test
    void who_was_cut_off_is_told_what_it_missed_and_nothing_it_has_seen() throws Exception {
        sale().adjusting();
        order("o1", 2, 60);
        Message seen = open("mei", live(), "").next();
        order("o2", 3, 700);

        Message missed = open("mei", live(), seen.id()).next();

        assertThat(seen.data().at("/points")).hasSize(1);
        assertThat(seen.data().at("/adjustments/0/stage").asText()).isEqualTo("PROPOSED");
        assertThat(missed.data().at("/points")).isEmpty();
        assertThat(missed.data().at("/slots")).hasSize(1);
        assertThat(missed.data().at("/slots/0/from").asText()).isEqualTo("2026-11-10T18:10:00Z");
    }

    @Test
    void a_browser_is_told_not_to_come_again_once_it_has_seen_the_end() throws Exception {
        sale().live().send(new StopCampaign(new CampaignId(id), "broken", LiveSale.MEI, LiveSale.START));
        Message end = open("mei", live(), "").next();

        assertThat(open("mei", live(), end.id()).response.statusCode()).isEqualTo(204);
    }

    @Test
    void the_log_is_told_as_cloud_events_from_any_position_on() throws Exception {
        sale().drafted();

        Stream stream = open("audra", "/api/v1/events?after=-1&type=campaign.", "");
        Message first = stream.next();
        while (!first.data().at("/subject").asText().endsWith(id)) {
            first = stream.next();
        }
        sale().send(new io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan(
                new CampaignId(id), 1, LiveSale.MEI, LiveSale.START.minusSeconds(86_000)));
        Message next = stream.next();
        Message again =
                open("otto", "/api/v1/events?type=campaign.", first.id()).next();

        assertThat(first.data().at("/specversion").asText()).isEqualTo("1.0");
        assertThat(first.data().at("/type").asText()).isEqualTo("io.reprise.campaign.drafted");
        assertThat(first.data().at("/id").asText()).isEqualTo(first.id());
        assertThat(first.data().at("/source").asText()).isEqualTo("/reprise");
        assertThat(first.data().at("/data/plan/name").asText()).isEqualTo("Double 11");
        assertThat(next.data().at("/type").asText()).isEqualTo("io.reprise.campaign.plan-submitted");
        assertThat(again).isEqualTo(next);
    }

    @Test
    void what_is_no_position_and_one_stream_too_many_are_refused() throws Exception {
        sale().drafted();
        assertThat(refusal(open("mei", live(), "yesterday"))).isEqualTo("400 InvalidValue Last-Event-ID");
        assertThat(refusal(open("mei", "/api/v1/campaigns/no-such-sale/live", "")))
                .startsWith("404 UnknownCampaign");
        assertThat(refusal(open("mei", "/api/v1/events", ""))).startsWith("403 RoleMissing");

        for (int i = 0; i < 20; i++) {
            assertThat(open("finn", live(), "").response.statusCode()).isEqualTo(200);
        }
        Stream tooMany = open("finn", live(), "");

        assertThat(refusal(tooMany)).startsWith("429 TooManyStreams");
        assertThat(tooMany.response.headers().firstValue("Retry-After")).isPresent();
        assertThat(open("mei", live(), "").response.statusCode())
                .as("others are not in the way")
                .isEqualTo(200);
    }

    private String refusal(Stream stream) throws IOException {
        JsonNode body = json.readTree(stream.response.body());
        return stream.response.statusCode() + " " + body.path("code").asText() + " "
                + body.path("field").asText();
    }

    @Test
    void a_client_that_has_gone_costs_nothing_any_more() throws Exception {
        sale().live();
        Stream stream = open("ana", live(), "");
        stream.next();
        int before = streams.openStreams();
        stream.response.body().close();

        for (int i = 0; i < 20 && streams.openStreams() >= before; i++) {
            order("gone" + i, 1, i);
            Thread.sleep(Duration.ofMillis(300));
        }

        assertThat(streams.openStreams()).isLessThan(before);
    }
}
