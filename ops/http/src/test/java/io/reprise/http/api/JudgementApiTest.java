package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class JudgementApiTest extends ApiTest {

    private Answer judge(String person, String decision, String body) {
        return call(
                HttpMethod.PUT,
                person,
                campaign("/decisions/" + decision + "/judgement"),
                body,
                MediaType.APPLICATION_JSON);
    }

    @Test
    void a_decision_is_called_wrong_with_a_reason_and_the_last_word_of_a_person_holds() {
        String decision = sale().adjusting().adjustment().value();
        judge("mei", decision, "{\"verdict\":\"USEFUL\",\"reason\":\"It sold.\"}");
        int before = core.events().size();
        judge("mei", decision, "{\"verdict\":\"USEFUL\",\"reason\":\"It sold.\"}");
        assertThat(core.events()).as("the same again").hasSize(before);

        judge("mei", decision, "{\"verdict\":\"WRONG\",\"reason\":\"It sold, and came back.\"}");
        Answer answer = judge("ana", decision, "{\"verdict\":\"USEFUL\",\"reason\":\"Good for us.\"}");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        Answer all = get("audra", campaign("/judgements"));
        assertThat(all.body().findValuesAsText("verdict")).containsExactly("WRONG", "USEFUL");
        assertThat(all.body().findValuesAsText("judgedBy")).containsExactly("mei", "ana");
        assertThat(get("mei", campaign("/training-rows")).status()).isEqualTo(200);
    }

    @Test
    void a_word_needs_a_decision_and_a_reason() {
        String decision = sale().adjusting().adjustment().value();
        refused(
                () -> judge("mei", "none", "{\"verdict\":\"WRONG\",\"reason\":\"x\"}"),
                404,
                "UnknownDecision",
                "decisionId");
        refused(
                () -> judge("mei", decision, "{\"verdict\":\"WRONG\",\"reason\":\" \"}"),
                400,
                "ReasonMissing",
                "reason");
        refused(
                () -> judge("mei", decision, "{\"verdict\":\"WRONG\",\"reason\":\"" + "x".repeat(2_001) + "\"}"),
                400,
                "InvalidValue",
                "reason");
        refused(
                () -> judge("mei", decision, "{\"verdict\":\"SO_SO\",\"reason\":\"x\"}"),
                400,
                "UnreadableBody",
                "verdict");
    }
}
