package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WhatIfApiTest extends ApiTest {

    private static final String WHAT_IF = "/api/v1/plans/what-if";

    @Autowired
    EvenDemand demand;

    @BeforeEach
    void receiveStock() {
        sale().drafted();
    }

    @AfterEach
    void openTheModel() {
        demand.isThere = true;
    }

    private String body(String more) {
        try {
            return "{\"plan\":" + json.writeValueAsString(LiveSale.plan()) + more + "}";
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_plan_is_asked_about_as_it_is_and_a_little_otherwise_and_nothing_is_saved() {
        int before = core.events().size();

        Answer answer = post("mei", WHAT_IF, body(",\"discountStepBps\":1000,\"hour\":2"));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        // 24 hours of 2.5 units, and one more for the larger discount, to nine tenths of the shoppers.
        assertThat(answer.body().at("/usual/mid").asDouble()).isEqualTo(54, offset(.01));
        assertThat(answer.body().at("/changed/mid").asDouble()).isEqualTo(75.6, offset(.01));
        assertThat(answer.text("/starts"))
                .isEqualTo(LiveSale.START.plusSeconds(7_200).toString());
        assertThat(answer.text("/model")).isEqualTo("even 1");
        assertThat(core.events()).hasSize(before);
    }

    @Test
    void a_change_beyond_what_the_plan_allows_is_answered_as_far_as_it_goes() {
        Answer answer = post("mei", WHAT_IF, body(",\"hour\":1000,\"stockPercent\":-5"));

        assertThat(answer.body().at("/change/hour").asInt()).isEqualTo(12);
        assertThat(answer.body().at("/change/stockPercent").asInt()).isZero();
        assertThat(answer.body().at("/changed/mid").asDouble()).isZero();
    }

    @Test
    void what_moved_the_model_is_told() {
        Answer answer = post("mei", WHAT_IF + "/drivers", body(""));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.text("/0/name")).isEqualTo("discount");
    }

    @Test
    void a_plan_that_could_not_be_drafted_is_refused_where_it_is_wrong() {
        refused(
                () -> post("mei", WHAT_IF, body("").replace("\"LAMP\"", "\"NEVER-SEEN\"")),
                422,
                "UnknownSku",
                "items[0].sku");
        refused(
                () -> post("mei", WHAT_IF, body("").replace("\"lengthHours\":24", "\"lengthHours\":0")),
                400,
                "InvalidValue",
                "lengthHours");
        refused(
                () -> post("mei", WHAT_IF, body("").replace("\"2026-11-", "\"2025-11-")),
                422,
                "WindowInThePast",
                "within");
    }

    @Test
    void where_no_model_is_there_that_is_said() {
        demand.isThere = false;

        Answer answer = post("mei", WHAT_IF, body(""));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/code")).isEqualTo("ModelUnavailable");
        assertThat(answer.response().getHeader("Retry-After")).isNotEmpty();
    }
}
