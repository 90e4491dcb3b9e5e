package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Log lines as JSON, as the runbook says: what is written while a command is carried out names campaign and decision. */
@ExtendWith(OutputCaptureExtension.class)
class StructuredLogsTest {

    private static final Logger LOG = LoggerFactory.getLogger("io.reprise.planted");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final class Sale extends SaleOnServer {}

    @AfterEach
    void stop() {
        SaleOnServer.stopServer();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    @Test
    void aLineOfACommandNamesItsCampaignAndDecision(@TempDir Path folder, CapturedOutput output) throws IOException {
        SaleOnServer.server = RehearsalServer.start(folder, Map.of("logging.structured.format.console", "ecs"));
        // Within whatever was put around commands before.
        SaleOnServer.server.get(CommandBus.class).registerHandlerInterceptor((work, chain) -> {
            LOG.info("planted line");
            return chain.proceed();
        });
        Sale sale = new Sale();
        sale.untilApproval();
        List<JsonNode> lines = output.getOut()
                .lines()
                .filter(line -> line.startsWith("{") && line.contains("planted line"))
                .map(StructuredLogsTest::json)
                .toList();
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.findPath("campaign").asText()).isEqualTo(sale.id.value());
            assertThat(line.findPath("decision").asText()).isNotEmpty();
        });
        assertThat(lines).allSatisfy(line -> assertThat(line.has("@timestamp")).isTrue());
    }
}
