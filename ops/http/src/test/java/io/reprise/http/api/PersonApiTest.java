package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class PersonApiTest extends ApiTest {

    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

    @BeforeEach
    void saleHasBegun() {
        clock.advanceTo(LiveSale.START.plusSeconds(3_600));
    }

    private String jane() {
        return "jane-" + id + "@example.org";
    }

    private void orders(String signal) {
        Answer answer = call(
                HttpMethod.POST,
                "shop",
                campaign("/signals"),
                "{\"id\":\"" + signal + "\",\"at\":\"2026-11-10T18:20:00Z\",\"shopper\":\"" + jane()
                        + "\",\"action\":\"ORDER\",\"sku\":\"LAMP\",\"units\":2,\"priceCents\":1700}",
                NDJSON);
        assertThat(answer.status()).isEqualTo(200);
    }

    private Answer export() {
        return post("audra", "/api/v1/people/exports", "{\"shopper\":\"" + jane() + "\"}");
    }

    private Answer erase(String ground) {
        return post(
                "otto", "/api/v1/people/erasures", "{\"shopper\":\"" + jane() + "\",\"ground\":\"" + ground + "\"}");
    }

    @Test
    void everything_kept_of_a_shopper_is_exported() {
        sale().live();
        orders("e1");

        Answer export = export();

        assertThat(export.status()).isEqualTo(200);
        assertThat(export.body().at("/known").asBoolean()).isTrue();
        assertThat(export.body().at("/campaigns").size()).isEqualTo(1);
        assertThat(export.text("/campaigns/0/campaign")).isEqualTo(id);
        assertThat(export.text("/campaigns/0/acts/0/sku")).isEqualTo("LAMP");
        assertThat(export.text("/campaigns/0/acts/0/units")).isEqualTo("2");
        assertThat(export.body().toString()).doesNotContain(jane());
    }

    @Test
    void an_erasure_is_certified_and_afterwards_the_same_shopper_is_somebody_new() {
        sale().live();
        orders("e2");
        Answer before = export();

        Answer certificate = erase("CONSENT_WITHDRAWN");

        assertThat(certificate.status()).as(certificate.body().toString()).isEqualTo(200);
        assertThat(certificate.text("/key/id")).isEqualTo(before.text("/key/id"));
        assertThat(certificate.text("/erasedBy")).isEqualTo("otto");
        assertThat(certificate.body().at("/logSize").asLong()).isPositive();
        Answer gone = export();
        assertThat(gone.body().at("/known").asBoolean()).isFalse();
        assertThat(gone.body().at("/campaigns").size()).isZero();
        assertThat(get("audra", "/api/v1/people/erasures?limit=1").text("/0/key/id"))
                .isEqualTo(before.text("/key/id"));
        assertThat(get("audra", "/api/v1/people/erasures?limit=1").text("/0/ground"))
                .isEqualTo("CONSENT_WITHDRAWN");

        orders("e3");
        Answer again = export();
        assertThat(again.body().at("/known").asBoolean()).isTrue();
        assertThat(again.text("/pseudonym")).isNotEqualTo(before.text("/pseudonym"));
        assertThat(again.body().at("/campaigns/0/acts").size()).isEqualTo(1);
        assertThat(again.text("/campaigns/0/acts/0/id")).isEqualTo("e3");
    }

    @Test
    void nobody_is_erased_who_is_not_known_or_without_a_ground() {
        refused(() -> erase("OBJECTED"), 422, "NobodyKnown", "shopper");
        sale().live();
        orders("e4");
        refused(() -> erase("BORED"), 400, "UnreadableBody", "ground");
        refused(
                () -> post("otto", "/api/v1/people/erasures", "{\"shopper\":\" \",\"ground\":\"OBJECTED\"}"),
                400,
                "InvalidValue",
                "shopper");
    }
}
