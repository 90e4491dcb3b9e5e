package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.market.ApiCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A whole sale by a client that knows nothing but names of operations: the rest it has from the server's document. */
class DescribedLifecycleTest {

    private static final Map<String, String> SALE = DescribedSale.SALE;

    @TempDir
    private Path folder;

    @Test
    void a_sale_is_planned_approved_sold_closed_and_looked_at_by_the_document_alone() throws IOException {
        try (RehearsalServer server = RehearsalServer.start(folder)) {
            DescribedSale sale = new DescribedSale(server.url());
            sale.plan();
            sale.approve();
            sale.start();
            sale.sell();
            sale.untilClosed();

            assertThat(sale.call("audra", "listDecisions", SALE, "").findValuesAsText("kind"))
                    .contains("SCHEDULE", "INVENTORY", "EVALUATION");
            assertThat(sale.call("mei", "getCampaign", SALE, "")
                            .at("/report/units")
                            .asInt())
                    .isEqualTo(2);
            assertThat(sale.call("audra", "listLogIns", Map.of("limit", "100"), "")
                            .findValuesAsText("name"))
                    .contains("mei", "ana", "shop");
            assertThat(onTheCommandLine(server.url())).contains("draftCampaign", "streamSale");
        }
    }

    /** The same client where people type. */
    private static String onTheCommandLine(String url) {
        StringWriter out = new StringWriter();
        int exit =
                new CommandLine(new ApiCommand()).setOut(new PrintWriter(out)).execute("--url", url);
        assertThat(exit).isZero();
        return out.toString();
    }
}
