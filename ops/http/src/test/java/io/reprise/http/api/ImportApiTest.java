package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class ImportApiTest extends ApiTest {

    private Answer upload(String name, String content) {
        return call(HttpMethod.PUT, "otto", "/api/v1/incoming/" + name, content, MediaType.APPLICATION_OCTET_STREAM);
    }

    private Answer over(Answer begun) {
        assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
        String here = begun.response().getHeader("Location");
        Answer answer = get("otto", here);
        for (int i = 0; i < 500 && answer.text("/stage").matches("WAITING|RUNNING"); i++) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            answer = get("otto", here);
        }
        return answer;
    }

    private Answer training(String rest) {
        return post("otto", "/api/v1/training-runs", "{\"data\":\"bundled\"," + rest + "}");
    }

    @Test
    void a_file_is_uploaded_imported_with_progress_and_listed_with_its_quality() {
        assertThat(upload("sales.csv", "a\nb\nc\n").text("/0/name")).isEqualTo("sales.csv");
        Answer done = over(post(
                "otto",
                "/api/v1/import-runs",
                "{\"data\":\"sales.csv\",\"name\":\"past-sales\",\"zone\":\"Asia/Shanghai\"}"));

        assertThat(done.text("/stage")).isEqualTo("DONE");
        assertThat(done.body().at("/progress/rows").asInt()).isEqualTo(3);
        assertThat(done.body().at("/imported/rows").asInt()).isEqualTo(3);
        assertThat(get("audra", "/api/v1/imports").body().findValuesAsText("name"))
                .contains("past-sales");
        assertThat(get("audra", "/api/v1/imports/past-sales/report").response().getContentType())
                .isEqualTo("text/html;charset=UTF-8");
        refused(() -> get("audra", "/api/v1/imports/none/report"), 404, "UnknownImport", "name");
        assertThat(get("audra", "/api/v1/import-runs").text("/0/id")).isEqualTo(done.text("/id"));
        assertThat(get("audra", "/api/v1/incoming").body().findValuesAsText("name"))
                .contains("sales.csv");
    }

    @Test
    void what_cannot_be_read_says_why_and_a_name_leads_nowhere_else() {
        upload("broken.csv", "broken");
        Answer failed = over(post("otto", "/api/v1/import-runs", "{\"data\":\"broken.csv\"}"));
        assertThat(failed.text("/stage")).isEqualTo("FAILED");
        assertThat(failed.text("/failure")).contains("no layout is known");

        refused(() -> upload("UP", "x"), 400, "InvalidValue", "name");
        refused(
                () -> post("otto", "/api/v1/import-runs", "{\"data\":\"../../etc/passwd\"}"),
                400,
                "InvalidValue",
                "data");
        refused(() -> get("otto", "/api/v1/import-runs/none"), 404, "UnknownWork", "");
    }

    @Test
    void a_model_is_trained_with_the_course_of_its_losses_and_called_off_at_any_time() {
        Answer done = over(training("\"model\":\"demand\",\"epochs\":3"));
        assertThat(done.text("/stage")).isEqualTo("DONE");
        assertThat(done.body().at("/progress/epochs")).hasSize(3);
        assertThat(done.body().at("/progress/epochs/2/of").asInt()).isEqualTo(3);
        assertThat(done.text("/order/trainedBy")).isEqualTo("otto");

        Answer endless = training("\"model\":\"demand\",\"epochs\":1000");
        String here = endless.response().getHeader("Location");
        call(HttpMethod.DELETE, "otto", here, "", MediaType.APPLICATION_JSON);
        Answer off = over(endless);
        assertThat(off.text("/stage")).isEqualTo("CANCELLED");
        assertThat(off.body().at("/progress/epochs").size()).isLessThan(1000);
        refused(() -> training("\"model\":\"luck\""), 400, "InvalidValue", "model");
        refused(() -> training("\"model\":\"demand\",\"epochs\":-1"), 400, "InvalidValue", "epochs");
    }
}
