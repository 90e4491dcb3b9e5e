package io.reprise.domain.model.registry;

import static io.reprise.domain.model.Specification.release;
import static io.reprise.domain.model.registry.Releases.AT;
import static io.reprise.domain.model.registry.Releases.CHAMPION;
import static io.reprise.domain.model.registry.Releases.DEADLINE;
import static io.reprise.domain.model.registry.Releases.ESCALATED;
import static io.reprise.domain.model.registry.Releases.GOOD;
import static io.reprise.domain.model.registry.Releases.ID;
import static io.reprise.domain.model.registry.Releases.IN_SHADOW;
import static io.reprise.domain.model.registry.Releases.REGISTERED;
import static io.reprise.domain.model.registry.Releases.REQUESTED;
import static io.reprise.domain.model.registry.Releases.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.registry.ModelReleaseCommand.EscalateReleaseApproval;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordShadowComparison;
import io.reprise.domain.model.registry.ModelReleaseCommand.RequestReleaseApproval;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowCompared;
import io.reprise.domain.model.registry.ModelReleaseRefusal.NotInStage;
import org.junit.jupiter.api.Test;

class ShadowTimeTest {

    private static final ShadowComparison THREE = new ShadowComparison(2, 0.5, 1);
    private static final ShadowComparison FIVE = new ShadowComparison(4, 0.25, 1);

    private static RecordShadowComparison compare(ShadowComparison total) {
        return new RecordShadowComparison(ID, total, AT);
    }

    @Test
    void what_the_shadow_answers_is_compared_until_it_is_promoted() {
        release().given(IN_SHADOW).when(compare(THREE)).then(new ReleaseShadowCompared(ID, THREE, AT));
        release().given(WAITING).when(compare(THREE)).then(new ReleaseShadowCompared(ID, THREE, AT));
        release()
                .given(CHAMPION)
                .when(compare(THREE))
                .thenRefused(new NotInStage("compared with the champion", "champion"));
    }

    @Test
    void totals_only_grow() {
        release()
                .given(IN_SHADOW)
                .given(new ReleaseShadowCompared(ID, FIVE, AT))
                .when(compare(THREE))
                .thenNothing();
    }

    @Test
    void totals_add_up_with_each_question_counting_alike() {
        ShadowComparison sum = ShadowComparison.NONE
                .plus(ShadowComparison.answered(1))
                .plus(ShadowComparison.failed())
                .plus(ShadowComparison.answered(0));
        assertThat(sum).isEqualTo(THREE);
        assertThat(sum.asked()).isEqualTo(3);
    }

    @Test
    void after_the_shadow_approval_is_asked_for_once() {
        release()
                .given(IN_SHADOW)
                .when(new RequestReleaseApproval(ID, DEADLINE, AT))
                .then(REQUESTED);
        release()
                .given(REGISTERED)
                .given(GOOD)
                .when(new RequestReleaseApproval(ID, DEADLINE, AT))
                .thenRefused(new NotInStage("put up for approval", "evaluated"));
    }

    @Test
    void an_approval_nobody_gave_is_escalated_and_one_that_was_given_is_not() {
        release().given(WAITING).when(new EscalateReleaseApproval(ID, AT)).then(ESCALATED);
        release().given(CHAMPION).when(new EscalateReleaseApproval(ID, AT)).thenNothing();
    }
}
