package io.reprise.domain.model.judgement;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.time.Instant;

/** What people say of decisions. Sent again, nothing happens. */
public sealed interface JudgementCommand {

    /** A reason may not be longer. */
    int REASON_CHARACTERS_MAX = 2_000;

    CampaignId campaign();

    /** Says that a decision was useful or wrong, and why; another word of the same person takes the place of the last. */
    record JudgeDecision(
            CampaignId campaign, DecisionId decision, Verdict verdict, String reason, Actor actor, Instant at)
            implements JudgementCommand {
        public JudgeDecision {
            InvalidValue.unless(verdict != null, "verdict", "must be USEFUL or WRONG");
            reason = reason == null ? "" : reason.strip();
            InvalidValue.unless(
                    reason.length() <= REASON_CHARACTERS_MAX,
                    "reason",
                    "must be at most " + REASON_CHARACTERS_MAX + " characters, but were " + reason.length());
        }
    }
}
