package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProcessApiTest extends ApiTest {

    @Autowired
    FewProcesses processes;

    @Test
    void what_failed_is_seen_and_tried_again() {
        processes.failed("p-" + id, id);

        Answer list = get("audra", "/api/v1/processes");
        assertThat(list.body().findValuesAsText("subject")).contains(id);
        assertThat(list.body().findValuesAsText("message")).contains("the model is away");

        Answer retried = post("otto", "/api/v1/processes/p-" + id + "/retry", "");
        assertThat(retried.status()).as(retried.body().toString()).isEqualTo(200);
        assertThat(retried.text("/processId")).isEqualTo("p-" + id);
        assertThat(processes.find("p-" + id).orElseThrow().incidents()).isEmpty();
        refused(() -> post("otto", "/api/v1/processes/none/retry", ""), 404, "UnknownProcess", "process");
    }
}
