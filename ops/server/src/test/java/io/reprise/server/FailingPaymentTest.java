package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.port.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /** The views follow the log. */
    private void untilPage(boolean warns) throws Exception {
        PersonOnServer mei = PersonOnServer.loggedIn(server, "mei");
        Instant patience = Instant.now().plusSeconds(30);
        String page;
        do {
            Thread.sleep(200);
            page = mei.get("/campaigns/" + id + "/live").body();
        } while (page.contains(NO_ORDERS) != warns && Instant.now().isBefore(patience));
        assertThat(page.contains(NO_ORDERS)).as(page).isEqualTo(warns);
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
