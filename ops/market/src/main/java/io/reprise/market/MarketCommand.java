package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Shoppers for a campaign that is there already. */
@CommandLine.Command(
        name = "market",
        description = "A simulated market.",
        mixinStandardHelpOptions = true,
        subcommands = MarketCommand.Play.class)
public final class MarketCommand {

    public static void main(String[] args) {
        System.exit(new CommandLine(new MarketCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    /** Moves the server's simulated clock and plays until the campaign is over. */
    @CommandLine.Command(name = "play", description = "Plays one campaign until it is over.")
    static final class Play implements Callable<Integer> {

        @CommandLine.Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "Where Reprise is.")
        private URI url;

        @CommandLine.Option(names = "--data", required = true, description = "Folder of market-calibration.json.")
        private Path data;

        @CommandLine.Option(names = "--campaign", required = true, description = "Its name.")
        private String campaign;

        @CommandLine.Option(names = "--seed", defaultValue = "7", description = "Seed of the market.")
        private long seed;

        @CommandLine.Option(names = "--shoppers", defaultValue = "4000", description = "Shoppers in the market.")
        private int shoppers;

        @CommandLine.Option(names = "--scenario", defaultValue = "NORMAL", description = "${COMPLETION-CANDIDATES}")
        private Scenario scenario;

        @Override
        public Integer call() throws IOException {
            RepriseClient client = new RepriseClient(url, System.out::println);
            try {
                Market market = new Market(Calibration.read(data), scenario, seed, shoppers, ZoneId.of(DemoPlan.ZONE));
                Sale sale = new Sale(client, market, campaign, shoppers);
                sale.enrol();
                ServerClock clock = new ServerClock(client);
                while (play(client, clock, sale)) {
                    System.out.println(clock.now());
                }
                return CommandLine.ExitCode.OK;
            } catch (RepriseClient.Refused | IllegalArgumentException | IllegalStateException e) {
                System.err.println("market: " + e.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
        }

        private boolean play(RepriseClient client, ServerClock clock, Sale sale) {
            JsonNode page = client.get("otto", "/api/v1/campaigns/" + campaign);
            Instant now = clock.now();
            switch (page.get("phase").asText()) {
                case "live" -> sale.step(now);
                case "approved" -> RepriseClient.pause(Duration.ofMillis(10));
                default -> {
                    return false;
                }
            }
            clock.advance(now.plus(Market.STEP));
            return true;
        }
    }
}
