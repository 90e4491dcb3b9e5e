package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.counterfactual.CounterfactualRun;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.http.CounterfactualDesk;
import io.reprise.projections.answers.KeptWork;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class CounterfactualApiTest extends ApiTest {

    @Autowired
    EvidenceStore evidence;

    @Autowired
    CounterfactualRun run;

    @Autowired
    MongoDatabase database;

    private Answer asked(String rest) {
        return post("mei", "/api/v1/counterfactuals", "{\"campaigns\":[\"" + id + "\"]," + rest + "}");
    }

    @Test
    void a_sale_is_taken_otherwise_and_not_valued_where_nothing_was_tried_out() {
        sale().repricing();
        float[] units = new float[40 * 3];
        Arrays.fill(units, 0, 60, 1);
        Arrays.fill(units, 60, 120, 3);
        evidence.put(new Tensor(40, 3, units).toBytes());

        Answer answer = asked("\"policies\":{\"ADJUSTMENT\":{\"name\":\"leave-alone\",\"version\":1}}");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().at("/decisions").asInt()).isEqualTo(1);
        assertThat(answer.body().at("/changed").asInt()).isEqualTo(1);
        assertThat(answer.text("/sales/0/decisions/0/policyThen/name")).isEqualTo("menu-adjustment");
        assertThat(answer.text("/sales/0/decisions/0/differences/0/path")).startsWith("outcome.");
        assertThat(answer.text("/valued/refusal")).startsWith("TooFew");
        assertThat(answer.body().at("/valued/estimates").isMissingNode()).isTrue();
    }

    @Test
    void in_the_background_it_tells_how_far_it_is_and_what_came_of_it() {
        sale().repricing();
        Answer asked = post(
                "audra",
                "/api/v1/counterfactual-runs",
                "{\"campaigns\":[\"" + id + "\"],\"parameters\":{\"ADJUSTMENT\":{\"gainCentsMin\":1e9}}}");
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(202);
        String here = asked.response().getHeader("Location");

        Answer answer = get("audra", here);
        for (int i = 0; i < 200 && !answer.text("/stage").matches("DONE|FAILED"); i++) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            answer = get("audra", here);
        }
        assertThat(answer.text("/stage")).as(answer.body().toString()).isEqualTo("DONE");
        assertThat(answer.text("/askedBy")).isEqualTo("audra");
        assertThat(answer.body().at("/progress/campaigns").asInt()).isEqualTo(1);
        assertThat(answer.body().at("/report/decisions").asInt()).isEqualTo(1);
        assertThat(get("audra", "/api/v1/counterfactual-runs").text("/0/id")).isEqualTo(answer.text("/id"));
        assertThat(call(HttpMethod.DELETE, "audra", here, "", MediaType.APPLICATION_JSON)
                        .text("/stage"))
                .as("what is done stays")
                .isEqualTo("DONE");
        KeptWork kept = new KeptWork(database, "counterfactual", CounterfactualDesk.KEPT_MAX);
        try (CounterfactualDesk elsewhere = new CounterfactualDesk(run, core, clock, kept, json)) {
            assertThat(json.<JsonNode>valueToTree(elsewhere.find(answer.text("/id"))))
                    .as("another server knows the same")
                    .hasToString(answer.body().toString());
        }
        refused(() -> get("audra", "/api/v1/counterfactual-runs/none"), 404, "UnknownWork", "");
        refused(
                () -> post(
                        "audra",
                        "/api/v1/counterfactual-runs",
                        "{\"campaigns\":[\"nowhere\"],\"artifacts\":{\"demand\":\"x\"}}"),
                400,
                "InvalidValue",
                "campaigns");
    }

    @Test
    void a_question_has_to_be_one() {
        sale().live();
        refused(() -> asked("\"policies\":{}"), 400, "InvalidValue", "policies");
        refused(
                () -> asked("\"policies\":{\"ADJUSTMENT\":{\"name\":\"luck\",\"version\":1}}"),
                400,
                "InvalidValue",
                "policies.ADJUSTMENT");
        refused(
                () -> asked("\"parameters\":{\"ADJUSTMENT\":{\"x\":1}},\"horizonMinutes\":0"),
                400,
                "InvalidValue",
                "horizonMinutes");
        refused(
                () -> post("mei", "/api/v1/counterfactuals", "{\"campaigns\":[],\"artifacts\":{\"demand\":\"x\"}}"),
                400,
                "InvalidValue",
                "campaigns");
        refused(
                () -> post(
                        "mei",
                        "/api/v1/counterfactuals",
                        "{\"campaigns\":[\"nowhere\"],\"artifacts\":{\"demand\":\"x\"}}"),
                400,
                "InvalidValue",
                "campaigns");
    }

    @Test
    void nothing_in_the_place_of_something_is_refused_where_it_stands() {
        refused(
                () -> post("mei", "/api/v1/counterfactuals", "{\"campaigns\":[null],\"artifacts\":{\"demand\":\"x\"}}"),
                400,
                "MissingField",
                "campaigns[0]");
        refused(() -> asked("\"artifacts\":{\"demand\":null}"), 400, "MissingField", "artifacts.demand");
        refused(() -> post("otto", "/api/v1/stock/receipts", "[null]"), 400, "MissingField", "[0]");
    }
}
