package io.reprise.domain.model.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.judgement.JudgementCommand.JudgeDecision;
import io.reprise.domain.model.judgement.JudgementEvent.DecisionJudged;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeDecisionTest {

    private static final DecisionId DECISION = new DecisionId("d1");
    private static final Instant AT = Instant.parse("2026-11-13T10:00:00Z");

    private static JudgeDecision says(Actor who, Verdict verdict, String reason) {
        return new JudgeDecision(SampleHistory.SALE, DECISION, verdict, reason, who, AT);
    }

    private static Judgements after(Judgements state, JudgeDecision command) {
        Outcome.Accepted<JudgementEvent> accepted =
                (Outcome.Accepted<JudgementEvent>) Judgements.decide(state, command);
        Judgements next = state;
        for (JudgementEvent event : accepted.events()) {
            next = Judgements.evolve(next, event);
        }
        return next;
    }

    @Test
    void the_last_word_of_each_person_holds() {
        Judgements said = after(Judgements.NONE, says(SampleHistory.MEI, Verdict.USEFUL, "It sold."));
        said = after(said, says(SampleHistory.ANA, Verdict.USEFUL, "Good."));
        said = after(said, says(SampleHistory.MEI, Verdict.WRONG, " It came back. "));

        assertThat(said.of(DECISION))
                .extracting(j -> j.actor().name(), DecisionJudged::verdict, DecisionJudged::reason)
                .containsExactly(tuple("ana", Verdict.USEFUL, "Good."), tuple("mei", Verdict.WRONG, "It came back."));
        assertThat(said.of(new DecisionId("d2"))).isEmpty();
    }

    @Test
    void the_same_word_again_changes_nothing() {
        Judgements said = after(Judgements.NONE, says(SampleHistory.MEI, Verdict.USEFUL, "It sold."));
        assertThat(after(said, says(SampleHistory.MEI, Verdict.USEFUL, "It sold.")))
                .isEqualTo(said);
        Outcome<JudgementEvent> again = Judgements.decide(said, says(SampleHistory.MEI, Verdict.USEFUL, "It sold."));
        assertThat(((Outcome.Accepted<JudgementEvent>) again).events()).isEmpty();
    }

    @Test
    void a_word_needs_a_reason_and_a_role() {
        assertThat(Judgements.decide(Judgements.NONE, says(SampleHistory.MEI, Verdict.WRONG, " ")))
                .isEqualTo(Outcome.refused(new JudgementRefusal.ReasonMissing()));
        Actor shop = new Actor("shop", Set.of(Role.SHOP));
        assertThat(((Outcome.Refused<JudgementEvent>)
                                Judgements.decide(Judgements.NONE, says(shop, Verdict.WRONG, "no")))
                        .reason())
                .isInstanceOf(JudgementRefusal.RoleMissing.class);
        assertThatThrownBy(() -> says(SampleHistory.MEI, null, "x"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("USEFUL or WRONG");
    }
}
