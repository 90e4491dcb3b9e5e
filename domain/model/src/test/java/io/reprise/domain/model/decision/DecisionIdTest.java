package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sha256;
import org.junit.jupiter.api.Test;

class DecisionIdTest {

    private static final CampaignId SALE = new CampaignId("double-11");

    @Test
    void the_same_place_in_a_campaign_has_the_same_decision_and_no_other_place_has() {
        DecisionId id = DecisionId.derive(SALE, "task_evaluate", 3);
        assertThat(DecisionId.derive(SALE, "task_evaluate", 3)).isEqualTo(id);
        assertThat(DecisionId.derive(SALE, "task_evaluate", 4)).isNotEqualTo(id);
        assertThat(DecisionId.derive(SALE, "task_adjust", 3)).isNotEqualTo(id);
        assertThat(DecisionId.derive(new CampaignId("double-12"), "task_evaluate", 3))
                .isNotEqualTo(id);
    }

    @Test
    void it_is_the_beginning_of_the_digest_of_where_it_is_taken() {
        String digest = Sha256.hexOf("double-11", "task_evaluate", "3");
        DecisionId id = DecisionId.derive(SALE, "task_evaluate", 3);
        assertThat(id.value()).hasSize(24);
        assertThat(digest).startsWith(id.value());
        assertThat(id).hasToString(id.value());
    }
}
