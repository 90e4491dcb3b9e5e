package io.reprise.projections.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRolledBack;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.models.ModelReleases.ReleaseLine;
import io.reprise.projections.models.ModelReleases.Step;
import io.reprise.projections.store.Folding;
import io.reprise.projections.store.ReleaseHistory;
import io.reprise.projections.store.SaleHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ModelReleasesTest {

    private static TestMongo mongo;

    private final ModelReleases releases = new ModelReleases(mongo.database(), EventJson.mapper());
    private long position;

    @BeforeAll
    static void start() {
        mongo = new TestMongo();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    private void fold(Object event) {
        Folding.fold(releases, position++, event);
    }

    private String champion() {
        return releases.champion("demand").map(line -> line.release).orElse("");
    }

    private static ReleaseRegistered registered(char digest) {
        ModelReleaseId release =
                new ModelReleaseId("hour", String.valueOf(digest).repeat(64));
        return new ReleaseRegistered(release, "seed-1", "hour/1", "otto", Instant.EPOCH);
    }

    private Optional<ModelReleaseId> baselineFrom() {
        return releases.baselineFrom("hour").map(ReleaseLine::id);
    }

    @Test
    void theBaselineIsThatOfTheReleaseThatDecidesAndUntilOneDoesThatOfTheFirst() {
        ReleaseRegistered first = registered('b');
        ReleaseRegistered second = registered('a');
        assertThat(baselineFrom()).isEmpty();
        fold(first);
        fold(second);
        assertThat(baselineFrom()).contains(first.release());
        fold(new ReleasePromoted(second.release(), Actor.ENGINE, Instant.EPOCH));
        assertThat(baselineFrom()).contains(second.release());
        fold(new ReleaseRetired(second.release(), Actor.ENGINE, "old", Instant.EPOCH));
        assertThat(baselineFrom()).contains(first.release());
    }

    /** All at the same instant, as events of a rehearsal are: the place in the log decides. */
    @Test
    void ofTwoPromotedTheLaterDecidesAndTakenAwayTheEarlierDoesAgain() {
        List<Object> before = SaleHistory.everything();
        for (Object event : before) {
            boolean promotedLast = event instanceof ReleasePromoted promoted
                    && promoted.release().equals(ReleaseHistory.LATER);
            boolean rolledBack = event instanceof ReleaseRolledBack;
            if (rolledBack) {
                assertThat(champion()).isEqualTo(ReleaseHistory.LATER.value());
                assertThat(releases.champions("demand")).hasSize(2);
            }
            fold(event);
            if (promotedLast) {
                assertThat(champion()).isEqualTo(ReleaseHistory.LATER.value());
            }
            if (rolledBack) {
                assertThat(champion()).isEqualTo(SaleHistory.RELEASE.value());
            }
        }
        assertThat(releases.champion("purchase")).isEmpty();

        ReleaseLine later = releases.find(ReleaseHistory.LATER).orElseThrow();
        assertThat(later.reason).isEqualTo("odd at night");
        assertThat(later.fairness.orElseThrow().worst().group()).isEqualTo("Kent");
        assertThat(later.compared.questions()).isEqualTo(2);
        assertThat(later.steps)
                .extracting(Step::event)
                .as("of comparisons the last is kept")
                .containsOnlyOnce("ReleaseShadowCompared")
                .hasSize(9);
    }
}
