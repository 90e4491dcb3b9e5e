package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.mongodb.client.MongoDatabase;
import io.reprise.http.VerificationDesk;
import io.reprise.projections.answers.KeptWork;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.FolderCheckpoints;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;

class VerificationApiTest extends ApiTest {

    private static final String VERIFICATIONS = "/api/v1/verifications";

    @Autowired
    InMemoryLog log;

    @Autowired
    CheckpointStore checkpoints;

    @Autowired
    LogKeys keys;

    @Autowired
    MongoDatabase database;

    private Answer ended(Answer asked) throws InterruptedException {
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(202);
        assertThat(asked.response().getHeader("Location")).isEqualTo(VERIFICATIONS + "/" + asked.text("/id"));
        for (int i = 0; i < 500; i++) {
            Answer now = get("audra", VERIFICATIONS + "/" + asked.text("/id"));
            if (!now.text("/stage").matches("WAITING|RUNNING")) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("the verification does not end");
    }

    private Answer verified() throws InterruptedException {
        return ended(post("audra", VERIFICATIONS, ""));
    }

    @Test
    void the_log_is_verified_from_its_first_event_with_every_checkpoint() throws InterruptedException {
        sale().live();
        new Checkpointer(log, checkpoints, keys.signer()).advance();
        long events = log.head();

        Answer answer = verified();

        assertThat(answer.text("/stage")).isEqualTo("DONE");
        assertThat(answer.text("/askedBy")).isEqualTo("audra");
        assertThat(answer.body().at("/report/holds").asBoolean())
                .as(answer.body().toString())
                .isTrue();
        assertThat(answer.body().at("/report/events").asLong()).isGreaterThanOrEqualTo(events);
        assertThat(answer.body().at("/report/checkpoints").asInt()).isPositive();
        assertThat(answer.text("/report/headHash")).matches("[0-9a-f]{64}");
        assertThat(answer.body().at("/report/damage")).isInstanceOf(MissingNode.class);
        assertThat(answer.body().at("/progress/position").asLong()).isGreaterThanOrEqualTo(events);
        assertThat(get("otto", VERIFICATIONS).body().findValuesAsText("id")).contains(answer.text("/id"));
        KeptWork kept = new KeptWork(database, "verification", VerificationDesk.KEPT_MAX);
        try (VerificationDesk elsewhere = new VerificationDesk(log, checkpoints, note -> true, clock, kept, json)) {
            assertThat(json.<JsonNode>valueToTree(elsewhere.find(answer.text("/id"))))
                    .as("another server knows the same")
                    .hasToString(answer.body().toString());
        }
    }

    @Test
    void damage_is_found_where_it_is() throws InterruptedException {
        sale().live();
        int position = (int) log.head() - 1;
        byte[] before = log.tamper(position, "{\"forged\":true}".getBytes(StandardCharsets.UTF_8));
        try {
            Answer answer = verified();

            assertThat(answer.text("/stage")).isEqualTo("DONE");
            assertThat(answer.body().at("/report/holds").asBoolean()).isFalse();
            assertThat(answer.body().at("/report/damage/position").asInt()).isEqualTo(position);
            assertThat(answer.text("/report/damage/what")).contains("is not the hash of what is stored");
            assertThat(answer.body().at("/report/headHash")).isInstanceOf(MissingNode.class);
        } finally {
            log.tamper(position, before);
        }
        assertThat(verified().body().at("/report/holds").asBoolean()).isTrue();
    }

    @DirtiesContext
    @Test
    void a_checkpoint_that_nobody_of_ours_signed_is_named_by_its_size(@TempDir Path folder)
            throws InterruptedException {
        sale().drafted();
        CheckpointStore theirs = new FolderCheckpoints(folder.resolve("checkpoints"));
        LogKeys forged = LogKeys.in(folder.resolve("keys"), "example.com/sales");
        SignedCheckpoint planted =
                new Checkpointer(log, theirs, forged.signer()).advance().orElseThrow();
        checkpoints.put(planted);

        Answer answer = verified();

        assertThat(answer.body().at("/report/holds").asBoolean()).isFalse();
        assertThat(answer.body().at("/report/forged"))
                .extracting(size -> size.asLong())
                .containsExactly(planted.checkpoint().size());
        assertThat(answer.body().at("/report/damage")).isInstanceOf(MissingNode.class);
    }

    @Test
    void while_one_runs_it_is_the_answer_to_whoever_asks_and_it_can_be_called_off() throws InterruptedException {
        sale().drafted();
        CountDownLatch gate = new CountDownLatch(1);
        log.holdReaders(gate);
        try {
            Answer first = post("audra", VERIFICATIONS, "");
            Answer second = post("otto", VERIFICATIONS, "");
            assertThat(second.status()).isEqualTo(202);
            assertThat(second.text("/id")).isEqualTo(first.text("/id"));
            assertThat(second.text("/askedBy")).isEqualTo("audra");

            Answer off = call(
                    HttpMethod.DELETE, "otto", VERIFICATIONS + "/" + first.text("/id"), "", MediaType.APPLICATION_JSON);
            assertThat(off.status()).isEqualTo(200);
            gate.countDown();

            Answer ended = ended(first);
            assertThat(ended.text("/stage")).isEqualTo("CANCELLED");
            assertThat(ended.body().at("/report/holds").asBoolean()).isFalse();
        } finally {
            gate.countDown();
        }
        Answer next = verified();
        assertThat(next.text("/stage")).isEqualTo("DONE");
        Answer late = call(
                HttpMethod.DELETE, "audra", VERIFICATIONS + "/" + next.text("/id"), "", MediaType.APPLICATION_JSON);
        assertThat(late.text("/stage")).as("what is over stays over").isEqualTo("DONE");
    }

    @Test
    void a_verification_that_nobody_asked_for_is_not_found() {
        refused(() -> get("audra", VERIFICATIONS + "/none"), 404, "UnknownWork", "");
        refused(
                () -> call(HttpMethod.DELETE, "audra", VERIFICATIONS + "/none", "", MediaType.APPLICATION_JSON),
                404,
                "UnknownWork",
                "");
    }
}
