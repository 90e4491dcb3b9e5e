package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.axon.EventJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.autoconfigure.web.servlet.MockMvcPrint;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Calls the API as people and the shop do; campaigns do not meet, since each test has its own. */
@SpringBootTest(
        classes = ApiTestServer.class,
        properties = {
            "reprise.home=target/test-home/${random.uuid}",
            "reprise.demo=true",
            "reprise.calls-per-second=1000000",
            "reprise.webhooks-to-private-networks=true",
            "logging.level.root=error",
            "spring.main.banner-mode=off"
        })
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
abstract class ApiTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired
    MockMvc mvc;

    @Autowired
    InMemoryCore core;

    @Autowired
    TestClock clock;

    final ObjectMapper json = EventJson.mapper();
    final String id = "sale-" + COUNT.incrementAndGet();

    @BeforeEach
    final void turnBackTheClock() {
        clock.aDayBeforeTheSale();
    }

    final LiveSale sale() {
        return new LiveSale(core, id);
    }

    /** @param body JSON, or empty where there is none */
    record Answer(int status, JsonNode body, MockHttpServletResponse response) {

        String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    Answer get(String user, String path) {
        return call(HttpMethod.GET, user, path, "", MediaType.APPLICATION_JSON);
    }

    Answer post(String user, String path, String body) {
        return call(HttpMethod.POST, user, path, body, MediaType.APPLICATION_JSON);
    }

    Answer call(HttpMethod method, String user, String path, String body, MediaType type) {
        return call(method, user, path, body, "Content-Type", type.toString());
    }

    Answer call(HttpMethod method, String user, String path, String body, String header, String value) {
        try {
            var call = request(method, URI.create(path))
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body.getBytes(StandardCharsets.UTF_8));
            if (header.equals("Content-Type")) {
                call.contentType(value);
            } else {
                call.header(header, value);
            }
            MockHttpServletResponse response = mvc.perform(user.isEmpty() ? call : call.with(httpBasic(user, user)))
                    .andReturn()
                    .getResponse();
            String media = String.valueOf(response.getContentType());
            // What is streamed goes on being written.
            String text = media.contains("event-stream") ? "" : response.getContentAsString(StandardCharsets.UTF_8);
            JsonNode answer = text.isEmpty() || !media.contains("json") ? json.nullNode() : json.readTree(text);
            DocumentedAnswers.check(mvc, method.name(), path, response.getStatus(), media, answer);
            return new Answer(response.getStatus(), answer, response);
        } catch (Exception e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    String campaign(String rest) {
        return "/api/v1/campaigns/" + id + rest;
    }

    String draft() {
        try {
            return "{\"campaignId\":\"" + id + "\",\"plan\":" + json.writeValueAsString(LiveSale.plan()) + "}";
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes a call that is refused, and sees to it that nothing happened. */
    void refused(java.util.function.Supplier<Answer> call, int status, String code, String field) {
        int before = core.events().size();
        Answer answer = call.get();

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.response().getContentType()).startsWith("application/problem+json");
        assertThat(answer.text("/code")).as(answer.body().toString()).isEqualTo(code);
        assertThat(answer.text("/field")).isEqualTo(field);
        assertThat(answer.text("/detail")).isNotEmpty();
        assertThat(core.events()).hasSize(before);
    }
}
