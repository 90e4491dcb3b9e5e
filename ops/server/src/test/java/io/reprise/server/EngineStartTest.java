package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow engine is built beside the rest; that it is there, or that it cannot be, is known before anybody is served. */
class EngineStartTest {

    private static final Map<String, Object> NOWHERE =
            Map.of("REPRISE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/nowhere?connectTimeout=1");

    @TempDir
    private Path folder;

    @Test
    void aServerWhoseEngineCannotBeBuiltDoesNotStartAndLeavesNothingOpen() throws Exception {
        assertThatThrownBy(() -> RehearsalServer.start(folder, NOWHERE))
                .hasStackTraceContaining("Connection to 127.0.0.1:1 refused");
        try (RehearsalServer server = RehearsalServer.start(folder)) {
            assertThat(server.get(ProcessEngine.class)
                            .getRepositoryService()
                            .createProcessDefinitionQuery()
                            .count())
                    .as("the same stores are open, and the diagrams deployed")
                    .isEqualTo(2);
        }
    }
}
