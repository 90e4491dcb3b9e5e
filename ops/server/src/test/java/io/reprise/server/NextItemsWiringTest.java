package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.NextItems;
import io.reprise.domain.model.port.NextItems.NextQuestion;
import io.reprise.domain.model.port.NextItems.NextShares;
import io.reprise.domain.model.recommendation.ItemNames;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextItemsWiringTest {

    @TempDir
    private Path folder;

    @Test
    void anInstallationWithoutATrainedModelRecommendsByTheBaselineAndSaysSo() throws Exception {
        try (RehearsalServer server = RehearsalServer.start(folder)) {
            NextShares answer = server.get(NextItems.class)
                    .next(new NextQuestion(
                            new CampaignId("nobody-came-yet"),
                            List.of(),
                            List.of(new Sku("LAMP"), new Sku("CLOCK")),
                            ItemNames.of(Map.of()),
                            Instant.parse("2026-11-10T20:00:00Z")));

            assertThat(answer.shares()).containsExactly(0.5, 0.5);
            assertThat(answer.call().model()).isEqualTo("behaviour-baseline");
            assertThat(answer.call().fallbackReason()).isEqualTo("no release of 'behaviour' has been promoted");
        }
    }
}
