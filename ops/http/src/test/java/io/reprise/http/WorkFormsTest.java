package io.reprise.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.port.DataImporter;
import io.reprise.domain.model.port.DataImports.DataImport;
import io.reprise.domain.model.port.ModelTrainer;
import io.reprise.http.WorkQueue.Stage;
import io.reprise.http.WorkQueue.Work;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Work as one server tells another of it; replays and questions about other policies are in the tests of their calls. */
class WorkFormsTest {

    private static final ObjectMapper JSON = EventJson.mapper();
    private static final Instant NOON = Instant.parse("2026-11-11T12:00:00Z");

    private static <S, P, R> void comesBack(S subject, P progress, R result) throws IOException {
        JavaType type = JSON.getTypeFactory()
                .constructParametricType(Work.class, subject.getClass(), progress.getClass(), result.getClass());
        for (Work<S, P, R> work : List.of(
                new Work<S, P, R>("a", subject, "otto", NOON, Stage.WAITING, progress, Optional.empty(), ""),
                new Work<>("b", subject, "otto", NOON, Stage.DONE, progress, Optional.of(result), "why not"))) {
            assertThat(JSON.<Work<S, P, R>>readValue(JSON.writeValueAsString(work), type))
                    .isEqualTo(work);
        }
    }

    @Test
    void anImportComesBack() throws IOException {
        comesBack(
                new DataImporter.Order(
                        "sales.csv",
                        Optional.of("taobao"),
                        Optional.empty(),
                        Optional.of("Asia/Shanghai"),
                        Optional.empty(),
                        Optional.empty()),
                new ImportDesk.Progress("read", 42, 0.5),
                new DataImport(
                        "sales",
                        "sales.csv",
                        "taobao",
                        4,
                        3,
                        1,
                        0,
                        Optional.of(NOON),
                        Optional.empty(),
                        List.of("UnitPrice: 87")));
    }

    @Test
    void aTrainingComesBack() throws IOException {
        comesBack(
                new ModelTrainer.Order("demand", "bundled", 7, 3, Map.of("size", "laptop"), "otto"),
                new TrainingDesk.Progress(List.of(new ModelTrainer.Epoch(1, 3, 0.5, 0.25, true)), List.of("said")),
                "demand");
    }
}
