package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorApiTest extends ApiTest {

    @AfterEach
    void simulate() {
        clock.simulated = true;
    }

    private Answer receive(String lines) {
        return post("otto", "/api/v1/stock/receipts", lines);
    }

    private String receipt(String sku) {
        return "{\"receiptId\":\"r-" + id + "\",\"sku\":\"" + sku + "\",\"warehouse\":\"leeds\",\"units\":5}";
    }

    @Test
    void stock_that_was_received_is_shown_at_once_and_counted_once() {
        receive("[" + receipt("A-" + id) + "," + receipt("B-" + id) + "]");
        Answer again = receive("[" + receipt("A-" + id) + "]");

        assertThat(again.body().toString()).isEqualTo("{\"received\":1}");
        assertThat(get("audra", "/api/v1/stock").body())
                .filteredOn(line -> line.get("sku").asText().equals("A-" + id))
                .singleElement()
                .satisfies(line -> assertThat(line.get("free").asInt()).isEqualTo(5));
    }

    @Test
    void a_broken_receipt_refuses_them_all() {
        refused(
                () -> receive(
                        "[" + receipt("C-" + id) + "," + receipt("C-" + id).replace("5", "0") + "]"),
                400,
                "InvalidValue",
                "units");
        refused(() -> receive("[]"), 400, "InvalidValue", "receipts");
        refused(() -> receive("[" + receipt("no sku") + "]"), 400, "InvalidValue", "[0].sku");
    }

    @Test
    void simulated_time_is_moved_and_real_time_is_not() {
        Answer moved = post("otto", "/api/v1/clock/advance", "{\"to\":\"2026-11-10T17:30:00Z\"}");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(get("shop", "/api/v1/clock").text("/simulated")).isEqualTo("true");

        clock.simulated = false;
        refused(
                () -> post("otto", "/api/v1/clock/advance", "{\"to\":\"2026-11-10T17:30:00Z\"}"),
                409,
                "TimeIsReal",
                "");
        refused(() -> post("otto", "/api/v1/clock/advance", "{}"), 400, "MissingField", "to");
    }
}
