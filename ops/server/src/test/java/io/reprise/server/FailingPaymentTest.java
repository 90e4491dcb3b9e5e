package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.port.Signals;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sale in which carts are filled and nobody can pay, on the whole server. */
class FailingPaymentTest extends SaleOnServer {

    private static final String NO_ORDERS = "id=\"no-orders\"";
    private int shoppers;

    /** Three hours, a window, in which every six minutes somebody fills a cart. */
    private void window(boolean ordersGoThrough) {
        for (int n = 0; n < 30; n++) {
            Instant at = clock.instant();
            Pseudonym shopper = new Pseudonym(id + "-shopper-" + shoppers++);
            List<Signal> done = new ArrayList<>();
            done.add(new Signal(id + "-cart-" + shoppers, at, shopper, Signal.Action.CART, sku, 0, 1_600));
            if (ordersGoThrough) {
                done.add(new Signal(
                        id + "-order-" + shoppers, at.plusSeconds(20), shopper, Signal.Action.ORDER, sku, 1, 1_600));
            }
            server.get(Signals.class).receive(id, 2_000, done, at);
            advance(Duration.ofMinutes(6));
        }
    }

    private Course lastCourse() {
        return live().windows().getLast().course();
    }

    private String livePage() throws Exception {
        String user = Base64.getEncoder().encodeToString("mei:mei".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/campaigns/" + id + "/live"))
                .header("Authorization", "Basic " + user)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The views follow the log. */
    private void untilPage(boolean warns) throws Exception {
        Instant patience = Instant.now().plusSeconds(30);
        while (livePage().contains(NO_ORDERS) != warns && Instant.now().isBefore(patience)) {
            Thread.sleep(200);
        }
        assertThat(livePage().contains(NO_ORDERS)).isEqualTo(warns);
    }

    @Test
    void nothingFollowsFromItPeopleAreToldAndAfterwardsTheMenuIsLookedAt() throws Exception {
        untilLive();
        window(true);
        window(true);
        window(false);
        int adjustments = live().adjustments().size();
        assertThat(live().windows()).hasSize(3);
        assertThat(lastCourse()).isEqualTo(Course.CONTINUE);
        untilPage(true);

        window(false);
        assertThat(lastCourse()).isEqualTo(Course.CONTINUE);
        assertThat(live().adjustments()).hasSize(adjustments);

        window(true);
        assertThat(lastCourse()).isEqualTo(Course.ADJUST);
        assertThat(live().adjustments()).hasSize(adjustments + 1);
        untilPage(false);
    }
}
