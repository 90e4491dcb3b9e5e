package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.projections.answers.RememberedAnswers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** Calls that come again, with a key or with the version they mean. */
class RepeatedCallsTest extends ApiTest {

    private final String key = UUID.randomUUID().toString();

    @Autowired
    RememberedAnswers answers;

    private Answer keyed(String who, String path, String body) {
        return call(HttpMethod.POST, who, path, body, "Idempotency-Key", key);
    }

    private String stop(String reason) {
        return "{\"reason\":\"" + reason + "\"}";
    }

    @Test
    void the_same_call_with_the_same_key_is_answered_as_before_and_not_carried_out_again() {
        sale().drafted();
        Answer first = keyed("mei", campaign("/submit"), "{\"planVersion\":1}");
        post("mei", campaign("/stop"), stop("no stock"));
        int events = core.events().size();

        Answer again = keyed("mei", campaign("/submit"), "{\"planVersion\":1}");

        assertThat(first.text("/phase")).isEqualTo("predicting");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.response().getHeader("Idempotency-Replayed")).isEqualTo("true");
        assertThat(post("mei", campaign("/submit"), "{\"planVersion\":1}").status())
                .as("without the key it is another call")
                .isEqualTo(409);
        assertThat(core.events()).hasSize(events);
    }

    @Test
    void a_refusal_is_answered_as_before_too() {
        sale().drafted();
        Answer refused = keyed("mei", campaign("/submit"), "{\"planVersion\":7}");

        Answer again = keyed("mei", campaign("/submit"), "{\"planVersion\":7}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(again.body()).isEqualTo(refused.body());
        assertThat(again.response().getContentType()).startsWith("application/problem+json");
    }

    @Test
    void a_key_is_for_one_call_of_one_caller() {
        sale().drafted();
        keyed("mei", campaign("/stop"), stop("no stock"));

        refused(() -> keyed("mei", campaign("/stop"), stop("no lamps")), 422, "KeyReused", "Idempotency-Key");
        refused(() -> keyed("mei", campaign("/submit"), "{\"planVersion\":1}"), 422, "KeyReused", "Idempotency-Key");
        assertThat(keyed("max", campaign("/stop"), stop("no lamps")).text("/code"))
                .as("somebody else's key of the same name is another key")
                .isNotEqualTo("KeyReused");
        refused(
                () -> call(HttpMethod.POST, "mei", campaign("/stop"), stop("x"), "Idempotency-Key", "k".repeat(256)),
                400,
                "InvalidValue",
                "Idempotency-Key");
    }

    @Test
    void a_call_that_is_being_carried_out_is_not_begun_a_second_time() {
        sale().drafted();
        String body = "{\"planVersion\":1}";
        answers.begin(
                Sha256.hexOf("mei", key),
                Sha256.hexOf("POST", campaign("/submit"), "null", Sha256.hex(body.getBytes())),
                Instant.now());

        refused(() -> keyed("mei", campaign("/submit"), body), 409, "KeyInUse", "Idempotency-Key");
    }

    @Test
    void who_changes_a_plan_may_say_which_and_writes_over_nobodys_change() {
        sale().drafted();
        Answer seen = get("mei", campaign("/plan"));
        String tag = seen.response().getHeader("ETag");
        String mine = "{\"plan\":" + seen.body().get("plan").toString().replace("\"Double 11\"", "\"Mine\"") + "}";
        String theirs = mine.replace("Mine", "Theirs");

        Answer changed = call(HttpMethod.PUT, "max", campaign("/plan"), theirs, "If-Match", tag);

        assertThat(tag).isEqualTo("\"plan-1\"");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.response().getHeader("ETag")).isEqualTo("\"plan-2\"");
        refused(
                () -> call(HttpMethod.PUT, "mei", campaign("/plan"), mine, "If-Match", tag),
                412,
                "NotLatestPlan",
                "If-Match");
        refused(
                () -> call(HttpMethod.PUT, "mei", campaign("/plan"), mine, "If-Match", "\"of another thing\""),
                412,
                "NotLatestPlan",
                "If-Match");
        assertThat(call(HttpMethod.PUT, "mei", campaign("/plan"), mine, "If-Match", "*")
                        .status())
                .isEqualTo(200);
        assertThat(get("mei", campaign("/plan")).text("/plan/name")).isEqualTo("Mine");
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        sale().drafted();
        String campaignTag = get("mei", campaign("")).response().getHeader("ETag");
        String planTag = get("mei", campaign("/plan")).response().getHeader("ETag");

        assertThat(call(HttpMethod.GET, "mei", campaign(""), "", "If-None-Match", campaignTag)
                        .status())
                .isEqualTo(304);
        assertThat(call(HttpMethod.GET, "mei", campaign("/plan"), "", "If-None-Match", planTag)
                        .status())
                .isEqualTo(304);
        post("mei", campaign("/submit"), "{\"planVersion\":1}");
        assertThat(call(HttpMethod.GET, "mei", campaign(""), "", "If-None-Match", campaignTag)
                        .status())
                .isEqualTo(200);
        assertThat(call(HttpMethod.GET, "mei", campaign("/plan"), "", "If-None-Match", planTag)
                        .status())
                .as("the plan is as it was")
                .isEqualTo(304);
    }
}
