package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.ProofText;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProofApiTest extends ApiTest {

    @Autowired
    InMemoryLog log;

    @Autowired
    CheckpointStore checkpoints;

    @Autowired
    LogKeys keys;

    private SignedCheckpoint signed() {
        return new Checkpointer(log, checkpoints, keys.signer()).advance().orElseThrow();
    }

    private static String proof(long position) {
        return "/api/v1/events/" + position + "/proof";
    }

    private String verifier() {
        try {
            return Files.readString(ApiTestAudit.LOG_KEYS.resolve("log-verifiers.txt"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_event_is_proved_to_somebody_who_has_nothing_of_ours() {
        sale().live();
        SignedCheckpoint latest = signed();
        long position = log.head() - 3;

        Answer answer = get("audra", proof(position));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/event/position").asLong()).isEqualTo(position);
        assertThat(answer.text("/checkpoint")).isEqualTo(latest.note().toString());
        assertThat(ByHand.isSigned(answer.text("/checkpoint"), verifier())).isTrue();
        assertThat(ByHand.includes(answer.body())).isTrue();
        assertThat(answer.body().at("/holds").asBoolean()).isTrue();
        byte[] leaf =
                LoggedBatch.leafHash(position, log.read(position, 1).getFirst().event());
        assertThat(ProofText.parse(answer.text("/proof")).shows(leaf)).isTrue();
    }

    @Test
    void an_event_that_somebody_changed_is_not_proved() {
        sale().live();
        signed();
        int position = (int) log.head() - 2;
        ObjectNode changed = get("audra", proof(position)).body().deepCopy();
        ((ObjectNode) changed.get("event")).put("payload", "{}");
        assertThat(ByHand.includes(changed)).as("changed on its way").isFalse();
        assertThat(ByHand.isSigned(changed.get("checkpoint").asText().replaceFirst("\n\\d+\n", "\n1\n"), verifier()))
                .isFalse();

        byte[] before = log.tamper(position, "{\"forged\":true}".getBytes(StandardCharsets.UTF_8));
        try {
            Answer answer = get("audra", proof(position));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().at("/holds").asBoolean())
                    .as("changed where it is kept")
                    .isFalse();
            assertThat(ByHand.includes(answer.body())).isFalse();
        } finally {
            log.tamper(position, before);
        }
    }

    @Test
    void a_decision_is_proved_by_its_id() {
        String decision = sale().adjusting().adjustment().value();
        signed();

        Answer answer = get("mei", campaign("/decisions/" + decision + "/proof"));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.text("/event/name")).isEqualTo("campaign.decision-taken");
        assertThat(answer.text("/event/payload")).contains(decision);
        assertThat(ByHand.includes(answer.body())).isTrue();
        refused(() -> get("mei", campaign("/decisions/none/proof")), 404, "UnknownDecision", "decisionId");
        refused(
                () -> get("mei", "/api/v1/campaigns/another/decisions/" + decision + "/proof"),
                404,
                "UnknownDecision",
                "decisionId");
    }

    @Test
    void what_cannot_be_proved_is_refused_with_what_to_do() {
        sale().drafted();
        signed();
        new LiveSale(core, id + "-after").drafted();
        refused(() -> get("audra", proof(log.head() - 1)), 409, "NotSigned", "");
        refused(() -> get("audra", proof(log.head())), 404, "UnknownEvent", "position");
        refused(() -> get("audra", proof(-1)), 400, "InvalidValue", "position");
        refused(() -> get("audra", "/api/v1/events/first/proof"), 400, "InvalidValue", "position");
    }

    @Test
    void checkpoints_are_listed_and_each_is_shown_to_have_grown_out_of_an_earlier_one() {
        sale().drafted();
        SignedCheckpoint earlier = signed();
        new LiveSale(core, id + "-after").drafted();
        SignedCheckpoint later = signed();
        long since = earlier.checkpoint().size();
        long size = later.checkpoint().size();

        Answer list = get("audra", "/api/v1/checkpoints?limit=2");
        assertThat(list.body()).extracting(line -> line.get("size").asLong()).containsExactly(size, since);
        assertThat(list.text("/0/checkpoint")).isEqualTo(later.note().toString());

        Answer growth = get("audra", "/api/v1/checkpoints/" + size + "/growth?since=" + since);
        assertThat(growth.status()).as(growth.body().toString()).isEqualTo(200);
        assertThat(growth.body().at("/holds").asBoolean()).isTrue();
        assertThat(growth.text("/checkpoint")).isEqualTo(later.note().toString());
        assertThat(growth.text("/proof")
                        .lines()
                        .takeWhile(line -> !line.isEmpty())
                        .toList())
                .isEqualTo(texts(growth.body().get("path")));
        assertThat(growth.text("/proof")).endsWith("\n\n" + later.note());
        assertThat(get("audra", "/api/v1/checkpoints/" + size + "/growth?since=" + (size - 1))
                        .body()
                        .has("holds"))
                .as("nobody here can tell for a checkpoint that is kept elsewhere")
                .isFalse();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void growth_out_of_a_log_that_never_was_is_refused() {
        sale().drafted();
        long size = signed().checkpoint().size();
        String path = "/api/v1/checkpoints/" + size + "/growth";
        refused(() -> get("audra", path + "?since=" + (size + 1)), 400, "InvalidValue", "since");
        refused(() -> get("audra", path + "?since=0"), 400, "InvalidValue", "since");
        refused(() -> get("audra", path + "?since=x"), 400, "InvalidValue", "since");
        refused(() -> get("audra", path), 400, "MissingField", "since");
        refused(
                () -> get("audra", "/api/v1/checkpoints/" + (size + 1) + "/growth?since=1"),
                404,
                "UnknownCheckpoint",
                "size");
    }
}
