package io.reprise.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A server that is asked more than it can answer says so at once, serves running sales first, and is itself again afterwards. */
class CallsInFlightTest {

    private static final int MOST = 8;
    private static final String CLAIMS = "/api/v1/campaigns/double-11/claims";
    private static final String STOP = "/api/v1/campaigns/double-11/stop";
    private static final String REPORT = "/api/v1/campaigns/double-11/report";

    private final CallsInFlight limit = new CallsInFlight(MOST);
    private final CountDownLatch worked = new CountDownLatch(1);
    private final List<CompletableFuture<Integer>> slow = new ArrayList<>();

    private MockHttpServletResponse call(String path, FilterChain work) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            limit.doFilter(new MockHttpServletRequest("POST", path), response, work);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return response;
    }

    private int status(String path) {
        return call(path, (request, response) -> {}).getStatus();
    }

    /** Calls that are worked on until {@link #worked}. */
    private void slowly(String path, int calls) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(calls);
        for (int i = 0; i < calls; i++) {
            slow.add(CompletableFuture.supplyAsync(
                    () -> call(path, (request, response) -> {
                                inside.countDown();
                                try {
                                    worked.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            })
                            .getStatus(),
                    task -> Thread.ofVirtual().start(task)));
        }
        inside.await();
    }

    @Test
    void whatIsNotForARunningSaleTakesHalfOfThePlacesAndNoMore() throws InterruptedException {
        slowly(REPORT, MOST / 2);
        assertThat(status(REPORT)).isEqualTo(429);
        assertThat(status(CLAIMS)).isEqualTo(200);
        assertThat(status(STOP)).isEqualTo(200);
        worked.countDown();
        assertThat(slow).allSatisfy(call -> assertThat(call.join()).isEqualTo(200));
    }

    @Test
    void beyondAllPlacesEverybodyIsToldWhenToComeAgainAndLaterEverythingIsAsBefore() throws Exception {
        slowly(CLAIMS, MOST);
        for (int i = 0; i < 100; i++) {
            MockHttpServletResponse refused = call(CLAIMS, (request, response) -> {
                throw new AssertionError("a call that is refused does nothing");
            });
            assertThat(refused.getStatus()).isEqualTo(429);
            assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
            assertThat(refused.getContentAsString()).contains("\"TooBusy\"");
        }
        assertThat(status(REPORT)).isEqualTo(429);
        worked.countDown();
        assertThat(slow).allSatisfy(call -> assertThat(call.join()).isEqualTo(200));
        for (int i = 0; i < 100; i++) {
            assertThat(status(CLAIMS)).isEqualTo(200);
            assertThat(status(REPORT)).isEqualTo(200);
        }
    }

    @Test
    void aCallThatFailsGivesItsPlaceBack() {
        for (int i = 0; i < 3 * MOST; i++) {
            try {
                limit.doFilter(
                        new MockHttpServletRequest("GET", REPORT),
                        new MockHttpServletResponse(),
                        (request, response) -> {
                            throw new IllegalStateException("it failed");
                        });
            } catch (Exception e) {
                assertThat(e).hasMessage("it failed");
            }
        }
        assertThat(status(REPORT)).isEqualTo(200);
    }
}
