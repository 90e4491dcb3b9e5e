package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.http.DecisionSearch;
import io.reprise.http.console.DecisionWords;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.decisionlog.DecisionQuery;
import io.reprise.projections.decisionlog.DecisionQuery.Who;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

class DecisionSearchApiTest extends ApiTest {

    @Autowired
    DecisionLog log;

    @Autowired
    CampaignPages pages;

    @Autowired
    DecisionWords words;

    private Answer search(String query) {
        return get("audra", "/api/v1/decisions?" + query);
    }

    /** Kinds of the decisions that are found, in the order of the answer. */
    private List<String> found(String query) {
        Answer answer = search("campaign=" + id + "&" + query);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return kinds(answer);
    }

    private static List<String> kinds(Answer answer) {
        return answer.body()
                .valueStream()
                .map(line -> line.at("/decision/kind").asText())
                .toList();
    }

    private void hoursDecidedByAPerson() {
        sale().awaitingApproval();
        JsonNode schedule = get("max", campaign("/decisions")).body().get(0);
        JsonNode window = schedule.at("/outcome/window");
        Instant from = Instant.parse(window.get("from").asText()).plusSeconds(3_600);
        Instant to = Instant.parse(window.get("to").asText()).plusSeconds(3_600);
        Answer answer = post(
                "max",
                campaign("/decisions/" + schedule.get("id").asText() + "/override"),
                "{\"proposalHash\":\"" + sale().proposalHash() + "\",\"reason\":\"The match.\",\"outcome\":"
                        + "{\"kind\":\"schedule\",\"window\":{\"from\":\"" + from + "\",\"to\":\"" + to
                        + "\"},\"pushWaves\":[]}}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    @Test
    void decisions_are_found_in_all_campaigns_the_latest_first() {
        sale().live();
        LiveSale other = new LiveSale(core, id + "-other");
        other.adjusting();

        Answer answer = search("limit=6");

        assertThat(kinds(answer))
                .containsExactly("ADJUSTMENT", "EVALUATION", "INVENTORY", "SCHEDULE", "INVENTORY", "SCHEDULE");
        assertThat(answer.body().findValuesAsText("campaign")).contains(id, id + "-other");
        assertThat(answer.text("/0/campaignName")).isEqualTo("Double 11");
        assertThat(answer.text("/0/sentence")).isNotEmpty().doesNotContain("adjustment.");
        List<Long> positions = answer.body()
                .valueStream()
                .map(line -> line.get("position").asLong())
                .toList();
        assertThat(positions).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void each_filter_of_the_page_is_one_here() {
        hoursDecidedByAPerson();

        assertThat(found("")).containsExactly("INVENTORY", "SCHEDULE");
        assertThat(found("kind=SCHEDULE")).containsExactly("SCHEDULE");
        assertThat(found("policy=" + search("campaign=" + id).text("/0/decision/policy/name")))
                .containsExactly("INVENTORY");
        assertThat(found("model=purchase")).containsExactly("SCHEDULE");
        assertThat(found("model=nothing")).isEmpty();
        assertThat(found("actor=max")).containsExactly("SCHEDULE");
        assertThat(found("whose=PERSON")).containsExactly("SCHEDULE");
        assertThat(found("whose=AUTOMATIC")).containsExactly("INVENTORY");
        String at = search("campaign=" + id).text("/0/decision/at");
        assertThat(found("from=" + at)).hasSize(2);
        assertThat(found("to=" + at)).isEmpty();
        assertThat(search("campaign=" + id + "&whose=PERSON").text("/0/overridden/reason"))
                .isEqualTo("The match.");
    }

    @Test
    void words_are_looked_for_in_the_language_that_the_caller_reads() {
        sale().live();
        String english = search("campaign=" + id + "&kind=SCHEDULE").text("/0/sentence");
        String path = "/api/v1/decisions?campaign=" + id + "&kind=SCHEDULE";
        String chinese = call(HttpMethod.GET, "audra", path, "", "Accept-Language", "zh-CN")
                .text("/0/sentence");

        assertThat(chinese).isNotEqualTo(english).matches(".*\\p{IsHan}.*");
        String word = english.split(" ")[0].toLowerCase(Locale.ROOT);
        assertThat(found("kind=SCHEDULE&text=" + word)).containsExactly("SCHEDULE");
        assertThat(found("text=words-that-nobody-said")).isEmpty();
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended() {
        sale().adjusting();
        List<String> kinds = new ArrayList<>();
        String next = "/api/v1/decisions?limit=3&campaign=" + id;
        int pages = 0;
        while (!next.isEmpty()) {
            Answer page = get("audra", next);
            kinds.addAll(kinds(page));
            String link = page.response().getHeader("Link");
            next = link == null ? "" : link.substring(1, link.indexOf('>'));
            pages++;
        }
        assertThat(pages).isEqualTo(2);
        assertThat(kinds).containsExactly("ADJUSTMENT", "EVALUATION", "INVENTORY", "SCHEDULE");
    }

    @Test
    void whoever_looks_for_words_is_told_how_far_that_got_before_all_is_looked_through() {
        sale().adjusting();
        DecisionSearch few = new DecisionSearch(log, pages, words, 3);
        DecisionQuery query =
                new DecisionQuery(id, Optional.empty(), "", "", "", Optional.empty(), Optional.empty(), Who.ANYBODY);

        DecisionSearch.Found first = few.find(query, "no such words", Long.MAX_VALUE, 25);

        assertThat(first.lines()).isEmpty();
        assertThat(first.lookedThrough()).isEqualTo(3);
        DecisionSearch.Found second =
                few.find(query, "no such words", first.next().orElseThrow(), 25);
        assertThat(second.lookedThrough()).isEqualTo(1);
        assertThat(second.next()).isEmpty();
        assertThat(few.find(query, "", Long.MAX_VALUE, 25).lines())
                .as("what is in an index is not looked through")
                .hasSize(4);
    }

    @Test
    void what_cannot_be_looked_for_is_refused_by_its_name() {
        refused(() -> search("kind=NONE"), 400, "InvalidValue", "kind");
        assertThat(search("kind=NONE").text("/detail")).contains("must be one of", "SCHEDULE", "ADJUSTMENT");
        refused(() -> search("whose=THEIRS"), 400, "InvalidValue", "whose");
        refused(() -> search("from=yesterday"), 400, "InvalidValue", "from");
        refused(() -> search("to=2026-11-11"), 400, "InvalidValue", "to");
        refused(() -> search("limit=0"), 400, "InvalidValue", "limit");
        refused(() -> search("cursor=x"), 400, "InvalidValue", "cursor");
    }
}
