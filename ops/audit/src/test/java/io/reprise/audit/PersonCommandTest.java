package io.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.audit.SampleInstallation.Answer;
import io.reprise.domain.axon.LogErasures;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.privacy.ErasureGround;
import io.reprise.domain.model.privacy.PersonCommand.ErasePerson;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.projections.Stores;
import io.reprise.projections.people.EmbeddedKeyShelf;
import io.reprise.projections.people.KeyShelf;
import io.reprise.projections.people.PeopleKeys;
import io.reprise.projections.people.ShelvedPseudonyms;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonCommandTest {

    private static final String JANE = "jane@example.org";
    private static final Instant AT = Instant.parse("2026-11-11T10:00:00Z");

    @TempDir
    private Path home;

    private interface Visit {
        void by(ShelvedPseudonyms people, Stores stores);
    }

    private void visit(Visit visit) {
        try (Stores stores = Stores.embedded(home);
                KeyShelf shelf = new EmbeddedKeyShelf(home.resolve("people"))) {
            visit.by(
                    new ShelvedPseudonyms(
                            PeopleKeys.in(home.resolve("keys")),
                            shelf,
                            new LogErasures(stores.log()),
                            Optional.empty()),
                    stores);
        }
    }

    private static Signal order(Pseudonym who) {
        return new Signal("o1", AT, who, Signal.Action.ORDER, new Sku("LAMP"), 2, 1_700);
    }

    private static void erase(ShelvedPseudonyms people, Stores stores) {
        new LogErasures(stores.log())
                .handle(new ErasePerson(
                        people.find(JANE).orElseThrow().key(),
                        ErasureGround.OBJECTED,
                        stores.log().head(),
                        new Actor("otto", Set.of(Role.OPERATOR)),
                        AT));
        people.destroyErased();
    }

    private JsonNode export(int code) throws Exception {
        Answer answer = SampleInstallation.audit(home, "person", JANE);
        assertThat(answer.code()).as(answer.err()).isEqualTo(code);
        assertThat(answer.out()).doesNotContain(JANE);
        return new ObjectMapper().readTree(answer.out());
    }

    @Test
    void everything_that_is_kept_of_a_shopper_is_shown_and_after_an_erasure_that_nobody_is_known() throws Exception {
        visit((people, stores) -> stores.log()
                .append(List.of(SampleInstallation.event(
                        new SignalsReceived(new CampaignId("double-11"), 0, List.of(order(people.of(JANE))), AT),
                        new HashMap<>()))));

        JsonNode before = export(0);
        assertThat(before.at("/campaigns/0/campaign").asText()).isEqualTo("double-11");
        assertThat(before.at("/campaigns/0/acts/0/units").asInt()).isEqualTo(2);

        visit(PersonCommandTest::erase);

        JsonNode after = export(1);
        assertThat(after.get("known").asBoolean()).isFalse();
        assertThat(after.get("note").asText()).contains("destroyed");
        assertThat(after.get("erasures").asInt()).isEqualTo(1);
        assertThat(after.get("campaigns")).isEmpty();
    }
}
