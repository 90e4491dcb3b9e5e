package io.reprise.domain.model.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster.DemandQuestion;
import io.reprise.domain.model.port.PurchasePredictor.PurchaseQuestion;
import io.reprise.domain.model.port.SequenceExplanations.ExplainedAction;
import io.reprise.domain.model.port.SequenceExplanations.ExplainedSequence;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What models are asked and what is said of their answers. */
class ForecastQuestionsTest {

    private static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    @Test
    void a_model_is_asked_about_an_hour_to_a_fortnight() {
        for (int hours : new int[] {1, 336}) {
            assertThat(new DemandQuestion(List.of(), FROM, hours, ZONE).hours()).isEqualTo(hours);
            assertThat(new PurchaseQuestion(FROM, hours, ZONE).hours()).isEqualTo(hours);
        }
        for (int hours : new int[] {0, 337}) {
            assertThatThrownBy(() -> new DemandQuestion(List.of(), FROM, hours, ZONE))
                    .hasMessage("hours must be 1 to 336, but was " + hours);
            assertThatThrownBy(() -> new PurchaseQuestion(FROM, hours, ZONE))
                    .hasMessage("hours must be 1 to 336, but was " + hours);
        }
    }

    @Test
    void an_explanation_says_how_much_of_the_score_its_shares_leave_out() {
        List<ExplainedAction> actions = List.of(action(0.25), action(-0.05));
        assertThat(new ExplainedSequence(0.5, 0.25, actions).gap()).isCloseTo(0.05, within(1e-12));
        assertThat(new ExplainedSequence(0.4, 0.25, actions).gap()).isCloseTo(0.05, within(1e-12));
        assertThat(new ExplainedSequence(0.45, 0.25, actions).gap()).isCloseTo(0, within(1e-12));
    }

    private static ExplainedAction action(double share) {
        return new ExplainedAction("85123A", "view", 12, List.of(), share);
    }

    @Test
    void a_problem_that_was_not_solved_has_an_empty_answer_that_says_why_and_by_whom_it_was_not() {
        Tensor question = new Tensor(1, 2, new float[] {1, 2});
        ModelAnswer answer = PlanSolver.unsolved(PlanSolver.Problem.PORTFOLIO, question, "out of time");
        assertThat(answer.input()).isEqualTo(question);
        assertThat(answer.output().values()).isEmpty();
        assertThat(answer.call().model()).isEqualTo("portfolio-solver");
        assertThat(answer.call().schema()).isEqualTo("portfolio-problem/1");
        assertThat(answer.call().artifactSha256()).isEqualTo(PlanSolver.UNSOLVED);
        assertThat(answer.call().inputSha256()).isEqualTo(question.sha256());
        assertThat(answer.call().fallbackReason()).isEqualTo("out of time");
        assertThat(PlanSolver.Problem.ALLOCATION.solver()).isEqualTo("allocation-solver");
    }
}
