package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

class ProjectionApiTest extends ApiTest {

    private static final String PROJECTIONS = "/api/v1/projections";
    private static final String LETTERS = PROJECTIONS + "/campaign-page/dead-letters";

    @Autowired
    ProjectionDecisions decisions;

    /** The page of a sale knows nothing of an adjustment that was never decided. */
    private String letter() {
        sale().drafted();
        core.record(new AdjustmentRejected(
                new CampaignId(id), new DecisionId("never-decided"), "", Actor.ENGINE, LiveSale.START));
        return StreamSupport.stream(get("audra", LETTERS).body().spliterator(), false)
                .filter(letter -> letter.get("subject").asText().equals(id))
                .findFirst()
                .orElseThrow()
                .get("position")
                .asText();
    }

    private JsonNode status(String projection) {
        return StreamSupport.stream(get("otto", PROJECTIONS).body().spliterator(), false)
                .filter(status -> status.get("projection").asText().equals(projection))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_projection_says_how_far_it_is() {
        sale().drafted();

        JsonNode board = status("board");
        assertThat(board.get("state").asText()).isEqualTo("RUNNING");
        assertThat(board.get("lag").asLong()).isZero();
        assertThat(board.get("position").asLong())
                .isPositive()
                .isEqualTo(board.get("head").asLong());
        assertThat(get("audra", PROJECTIONS).body().findValuesAsText("projection"))
                .containsExactlyInAnyOrder(
                        "board", "campaign-page", "decision-log", "inbox", "kpi", "stock", "model-releases");
    }

    @Test
    void an_operator_has_a_projection_rebuilt_and_it_shows_the_same() {
        sale().drafted();
        String before = get("mei", campaign("")).body().toString();

        Answer begun = post("otto", PROJECTIONS + "/campaign-page/rebuild", "");

        assertThat(begun.status()).isEqualTo(202);
        assertThat(get("mei", campaign("")).body().toString()).isEqualTo(before);
    }

    @Test
    void what_is_not_being_rebuilt_cannot_be_cancelled_and_unknown_names_are_not_found() {
        refused(() -> delete(PROJECTIONS + "/stock/rebuild"), 409, "NotRebuilding", "");
        refused(() -> post("otto", PROJECTIONS + "/boards/rebuild", ""), 404, "UnknownProjection", "");
        refused(() -> delete(PROJECTIONS + "/boards/rebuild"), 404, "UnknownProjection", "");
        refused(() -> get("otto", PROJECTIONS + "/boards/dead-letters"), 404, "UnknownProjection", "");
    }

    private Answer delete(String path) {
        return call(HttpMethod.DELETE, "otto", path, "", MediaType.APPLICATION_JSON);
    }

    @Test
    void a_dead_letter_that_fails_again_says_why_and_stays() {
        String position = letter();

        Answer again = post("otto", LETTERS + "/" + position + "/retry", "");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().get("folded").asInt()).isZero();
        assertThat(again.text("/error")).contains("NoSuchElementException");
        refused(() -> post("otto", LETTERS + "/99999999/retry", ""), 404, "UnknownLetter", "");
        refused(() -> post("otto", LETTERS + "/none/retry", ""), 400, "InvalidValue", "position");
    }

    @Test
    void a_dead_letter_is_dropped_for_a_reason_which_is_recorded() {
        String position = letter();
        String drop = LETTERS + "/" + position + "/drop";
        refused(() -> post("otto", drop, "{\"reason\":\" \"}"), 400, "InvalidValue", "reason");
        refused(() -> post("otto", drop, "{}"), 400, "MissingField", "reason");

        assertThat(post("otto", drop, "{\"reason\":\"never planned\"}").status())
                .isEqualTo(200);

        assertThat(get("audra", LETTERS).body().findValuesAsText("position")).doesNotContain(position);
        assertThat(decisions.dropped("campaign-page")).anySatisfy(dropped -> {
            assertThat(dropped.position()).isEqualTo(Long.parseLong(position));
            assertThat(dropped.actor().name()).isEqualTo("otto");
            assertThat(dropped.reason()).isEqualTo("never planned");
        });
    }
}
