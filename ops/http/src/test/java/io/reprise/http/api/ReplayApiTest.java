package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.http.ReplayDesk;
import io.reprise.http.WorkQueue;
import io.reprise.projections.answers.KeptWork;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class ReplayApiTest extends ApiTest {

    @Autowired
    EvidenceStore evidence;

    @Autowired
    ModelRunner models;

    @Autowired
    KeptWork kept;

    private Answer replayed(String body) throws InterruptedException {
        Answer asked = post("audra", "/api/v1/replays", body);
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(202);
        assertThat(asked.response().getHeader("Location")).isEqualTo("/api/v1/replays/" + asked.text("/id"));
        for (int i = 0; i < 500; i++) {
            Answer now = get("audra", "/api/v1/replays/" + asked.text("/id"));
            if (!now.text("/stage").matches("WAITING|RUNNING")) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("the replay does not end");
    }

    @Test
    void decisions_are_taken_again_and_what_they_rest_on_is_told_where_it_is_missing() throws InterruptedException {
        sale().live();

        Answer answer = replayed("{\"campaign\":\"" + id + "\",\"models\":true}");

        assertThat(answer.text("/stage")).isEqualTo("DONE");
        assertThat(answer.text("/askedBy")).isEqualTo("audra");
        assertThat(answer.body().at("/report/decisions").asInt()).isEqualTo(2);
        // This core keeps no evidence: the replay has to say so, and not to pass.
        assertThat(answer.body().at("/report/decisionsEqual").asInt()).isZero();
        assertThat(answer.text("/report/decisionFindings/0/campaign")).isEqualTo(id);
        assertThat(answer.text("/report/decisionFindings/0/differences/0/again"))
                .contains("evidence")
                .contains("is missing");
        assertThat(answer.body().at("/report/callFindings/0/holds").asBoolean()).isFalse();
        assertThat(answer.body().at("/progress/decisions").asInt()).isEqualTo(2);
        assertThat(get("otto", "/api/v1/replays").body().findValuesAsText("id")).contains(answer.text("/id"));
    }

    @Test
    void what_came_of_a_replay_survives_a_restart() throws InterruptedException {
        sale().live();
        Answer answer = replayed("{\"campaign\":\"" + id + "\",\"models\":true}");

        try (ReplayDesk restarted = new ReplayDesk(core, evidence, models, clock, kept, json)) {
            ReplayDesk.Replay again = restarted.find(answer.text("/id"));

            assertThat(again.stage()).isEqualTo(WorkQueue.Stage.DONE);
            assertThat(json.<JsonNode>valueToTree(again))
                    .hasToString(answer.body().toString());
            assertThat(restarted.cancel(again.id())).isEqualTo(again);
            assertThat(restarted.all()).contains(again);
        }
    }

    @Test
    void one_decision_is_taken_again_alone() throws InterruptedException {
        String decision = sale().adjusting().adjustment().value();
        Answer one = replayed("{\"campaign\":\"" + id + "\",\"decision\":\"" + decision + "\",\"models\":false}");
        assertThat(one.body().at("/report/decisions").asInt()).isEqualTo(1);
        assertThat(one.body().at("/report/calls").asInt()).isZero();
        Answer none = replayed("{\"campaign\":\"" + id + "\",\"decision\":\"none\",\"models\":false}");
        assertThat(none.text("/stage")).isEqualTo("FAILED");
        assertThat(none.text("/failure")).contains("there is no decision 'none'");
    }

    @Test
    void what_cannot_be_replayed_is_refused_and_what_is_over_stays_over() throws InterruptedException {
        refused(
                () -> post("audra", "/api/v1/replays", "{\"campaign\":\"nowhere\",\"models\":true}"),
                400,
                "InvalidValue",
                "campaign");
        refused(
                () -> post("audra", "/api/v1/replays", "{\"decision\":\"d\",\"models\":true}"),
                400,
                "InvalidValue",
                "campaign");
        refused(() -> post("audra", "/api/v1/replays", "{}"), 400, "MissingField", "models");
        refused(() -> get("audra", "/api/v1/replays/none"), 404, "UnknownWork", "");
        sale().live();
        Answer done = replayed("{\"campaign\":\"" + id + "\",\"models\":false}");
        Answer cancelled =
                call(HttpMethod.DELETE, "audra", "/api/v1/replays/" + done.text("/id"), "", MediaType.APPLICATION_JSON);
        assertThat(cancelled.text("/stage")).isEqualTo("DONE");
    }
}
