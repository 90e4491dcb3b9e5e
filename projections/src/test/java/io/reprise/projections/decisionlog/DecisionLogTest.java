package io.reprise.projections.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionQuery.Who;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.store.Folding;
import io.reprise.projections.store.SaleHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

    private static TestMongo mongo;
    private static DecisionLog log;

    @BeforeAll
    static void start() {
        mongo = new TestMongo();
        log = new DecisionLog(mongo.database(), EventJson.mapper());
        long position = 0;
        for (Object event : SaleHistory.everything()) {
            Folding.fold(log, position++, event);
        }
        DecisionEntry schedule =
                search(query(DecisionKind.SCHEDULE, "", Who.ANYBODY)).getFirst();
        Folding.fold(
                log,
                position,
                new DecisionOverridden(
                        schedule.decision().campaign(),
                        schedule.decision().id(),
                        new ScheduleOutcome(SaleHistory.WINDOW, List.of()),
                        "The match.",
                        "hash",
                        SaleHistory.MEI,
                        SaleHistory.START));
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    private static DecisionQuery query(DecisionKind kind, String actor, Who who) {
        return new DecisionQuery("", Optional.ofNullable(kind), "", "", actor, Optional.empty(), Optional.empty(), who);
    }

    private static List<DecisionEntry> search(DecisionQuery query) {
        return log.search(query, Long.MAX_VALUE, 1_000);
    }

    @Test
    void the_latest_come_first_and_a_page_goes_on_where_the_last_one_ended() {
        List<DecisionEntry> all = search(DecisionQuery.ALL);
        assertThat(all).hasSizeGreaterThan(6);
        assertThat(all).extracting(DecisionEntry::position).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        List<DecisionEntry> first = log.search(DecisionQuery.ALL, Long.MAX_VALUE, 3);
        List<DecisionEntry> second =
                log.search(DecisionQuery.ALL, first.getLast().position(), 1_000);
        assertThat(first).hasSize(3).isEqualTo(all.subList(0, 3));
        assertThat(second).isEqualTo(all.subList(3, all.size()));
    }

    @Test
    void those_of_a_campaign_are_found_by_its_page() {
        List<DecisionEntry> ofSale = search(DecisionQuery.ALL).reversed().stream()
                .filter(e -> e.decision().campaign().equals(SaleHistory.SALE))
                .toList();
        CampaignPage page = null;
        long position = 0;
        for (Object event : SaleHistory.everything()) {
            if (event instanceof CampaignEvent happened && happened.campaignId().equals(SaleHistory.SALE)) {
                page = new CampaignPages(mongo.database(), EventJson.mapper()).fold(page, position, happened);
            }
            position++;
        }
        assertThat(ofSale).hasSizeGreaterThan(3);
        assertThat(log.of(page.decisions)).isEqualTo(ofSale);
        assertThat(log.of(page.decisions.subList(1, 3))).isEqualTo(ofSale.subList(1, 3));
        assertThat(log.of(List.of(new DecisionId("unknown")))).isEmpty();
    }

    @Test
    void each_word_of_a_query_narrows_it() {
        List<DecisionEntry> all = search(DecisionQuery.ALL);
        DecisionEntry one = all.getFirst();
        assertThat(search(query(DecisionKind.INVENTORY, "", Who.ANYBODY)))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(e.decision().kind()).isEqualTo(DecisionKind.INVENTORY));
        assertThat(search(new DecisionQuery(
                        "failed", Optional.empty(), "", "", "", Optional.empty(), Optional.empty(), Who.ANYBODY)))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(e.decision().campaign()).isEqualTo(SaleHistory.FAILED));
        assertThat(search(new DecisionQuery(
                        "",
                        Optional.empty(),
                        one.decision().policy().name(),
                        "",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Who.ANYBODY)))
                .contains(one);
        assertThat(search(new DecisionQuery(
                        "",
                        Optional.empty(),
                        "",
                        "no-such-model",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Who.ANYBODY)))
                .isEmpty();
        Instant at = one.decision().at();
        assertThat(search(new DecisionQuery(
                        "",
                        Optional.empty(),
                        "",
                        "",
                        "",
                        Optional.of(at),
                        Optional.of(at.plusSeconds(1)),
                        Who.ANYBODY)))
                .contains(one)
                .allSatisfy(e -> assertThat(e.decision().at()).isEqualTo(at));
    }

    @Test
    void what_a_person_decided_otherwise_lies_beside_what_the_policy_decided() {
        List<DecisionEntry> byPerson = search(query(null, "", Who.PERSON));
        DecisionEntry entry = byPerson.stream()
                .filter(e -> e.overridden().orElseThrow().reason().equals("The match."))
                .findFirst()
                .orElseThrow();
        assertThat(entry.decision().outcome())
                .isNotEqualTo(entry.overridden().get().outcome());
        assertThat(search(query(null, "mei", Who.ANYBODY))).isEqualTo(byPerson);
        assertThat(search(query(null, "", Who.AUTOMATIC)))
                .hasSize(search(DecisionQuery.ALL).size() - byPerson.size())
                .doesNotContain(entry);
    }
}
