package io.reprise.ml.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.ml.dataset.KeyedPseudonyms;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnalyseCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private Path shop;
    private Path app;

    @BeforeEach
    void files() throws IOException {
        shop = Files.writeString(
                home.resolve("shop.csv"),
                "shopper,item,action,at,category,priceCents\n"
                        + "ada,sku-1,buy,2024-11-11T08:05:00Z,lamps,1000\n"
                        + "bo,sku-1,buy,2024-11-12T08:05:00Z,lamps,900\n");
        app = Files.writeString(
                home.resolve("app.csv"),
                "shopper,item,action,at,category\nada,sku-2,view,2024-11-10T08:05:00Z,mugs\n"
                        + "ada,sku-2,view,2024-11-10T08:06:00Z,mugs\n");
    }

    private int run(String... more) {
        String[] all = new String[more.length + 6];
        System.arraycopy(
                new String[] {"--home", home.toString(), "--data", shop.toString(), "--data", app.toString()},
                0,
                all,
                0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return new CommandLine(new AnalyseCommand()).execute(all);
    }

    private Map<String, JsonNode> profiles() throws IOException {
        Map<String, JsonNode> profiles = new HashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(home.resolve("data/profiles.ndjson.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line : in.lines().toList()) {
                JsonNode profile = JSON.readTree(line);
                profiles.put(profile.get("shopper").asText(), profile);
            }
        }
        return profiles;
    }

    private JsonNode profile(String shopper) throws IOException {
        String pseudonym =
                new KeyedPseudonyms(KeyedPseudonyms.key(home, null)).of(shopper).value();
        return profiles().get(pseudonym);
    }

    @Test
    void severalSourcesMakeOneReportAndOneProfileAShopper() throws IOException {
        assertThat(run()).isZero();
        JsonNode report = JSON.readTree(home.resolve("data/behaviour.json").toFile());
        assertThat(report.get("actions").asLong()).isEqualTo(4);
        assertThat(report.get("hours").get("peakHour").asInt()).isEqualTo(8);
        JsonNode ada = profile("ada").get("behaviour");
        assertThat(ada.get("actions").asInt()).isEqualTo(3);
        assertThat(ada.get("purchases").asInt()).isEqualTo(1);
        assertThat(ada.get("firstSeen").asText()).isEqualTo("2024-11-10T08:05:00Z");
        assertThat(ada.get("favouriteCategory").asText()).isEqualTo("mugs");
        assertThat(ada.get("sources")).hasSize(2);
        assertThat(profiles()).hasSize(2);
    }

    @Test
    void theLatestObservationWinsAndTheOthersAreKeptWithTheirSource() throws IOException {
        Path crm = Files.writeString(
                home.resolve("crm.csv"),
                "shopper,observedAt,region,email\nada,2024-01-01T00:00:00Z,north,ada@example.org\nbo,,east,\ncy,,west,\n");
        Path web = Files.writeString(
                home.resolve("web.csv"),
                "shopper,observedAt,region\nada,2024-06-01T00:00:00Z,south\nbo,,centre\nbad,yesterday,x\n");
        assertThat(run("--profiles", crm.toString(), "--profiles", web.toString(), "--profile-fields", "region"))
                .isZero();
        JsonNode ada = profile("ada").get("fields").get("region");
        assertThat(ada.get("value").asText()).isEqualTo("south");
        assertThat(ada.get("source").asText()).isEqualTo("web.csv");
        assertThat(ada.get("others").get(0).get("value").asText()).isEqualTo("north");
        JsonNode bo = profile("bo").get("fields").get("region");
        assertThat(bo.get("value").asText()).isEqualTo("east");
        assertThat(profile("cy").has("behaviour")).isFalse();
        assertThat(profiles().toString()).doesNotContain("example.org").doesNotContain("\"ada\"");
    }

    @Test
    void whatIsMissingIsSaidWithExitCodeTwo() throws IOException {
        Path crm = Files.writeString(home.resolve("crm.csv"), "shopper,region\nada,north\n");
        Path stock = Files.writeString(home.resolve("stock.csv"), "item,onHand\nsku-1,-4\n");
        assertThat(run("--profiles", crm.toString())).isEqualTo(2);
        assertThat(run("--profiles", crm.toString(), "--profile-fields", "age")).isEqualTo(2);
        assertThat(run("--stock", stock.toString())).isEqualTo(2);
        assertThat(run("--zone", "Mars/Olympus")).isEqualTo(2);
        assertThat(new CommandLine(new AnalyseCommand())
                        .execute("--home", home.resolve("empty").toString()))
                .isEqualTo(2);
    }
}
