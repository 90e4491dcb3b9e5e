package io.reprise.domain.model.judgement;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.judgement.JudgementCommand.JudgeDecision;
import io.reprise.domain.model.judgement.JudgementEvent.DecisionJudged;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people say of one campaign's decisions.
 *
 * @param latest the last word of each person about each decision, in order
 */
public record Judgements(List<DecisionJudged> latest) {

    public static final Judgements NONE = new Judgements(List.of());

    private static final Role[] ANY_OF = {Role.MARKETER, Role.APPROVER, Role.FINANCE, Role.AUDITOR};

    public Judgements {
        latest = List.copyOf(latest);
    }

    public List<DecisionJudged> of(DecisionId decision) {
        return latest.stream().filter(j -> j.decision().equals(decision)).toList();
    }

    private Optional<DecisionJudged> of(DecisionId decision, String person) {
        return latest.stream()
                .filter(j -> j.decision().equals(decision) && j.actor().name().equals(person))
                .findFirst();
    }

    public static Outcome<JudgementEvent> decide(Judgements state, JudgementCommand command) {
        return switch (command) {
            case JudgeDecision c -> state.judge(c);
        };
    }

    private Outcome<JudgementEvent> judge(JudgeDecision c) {
        if (!c.actor().isAnyOf(ANY_OF)) {
            return Outcome.refused(new JudgementRefusal.RoleMissing(List.of(ANY_OF)));
        }
        if (c.reason().isEmpty()) {
            return Outcome.refused(new JudgementRefusal.ReasonMissing());
        }
        boolean said = of(c.decision(), c.actor().name())
                .filter(before ->
                        before.verdict() == c.verdict() && before.reason().equals(c.reason()))
                .isPresent();
        return said
                ? Outcome.alreadyDone()
                : Outcome.accepted(
                        new DecisionJudged(c.campaign(), c.decision(), c.verdict(), c.reason(), c.actor(), c.at()));
    }

    public static Judgements evolve(Judgements state, JudgementEvent event) {
        return switch (event) {
            case DecisionJudged e -> {
                List<DecisionJudged> latest = new ArrayList<>(state.latest);
                state.of(e.decision(), e.actor().name()).ifPresent(latest::remove);
                latest.add(e);
                yield new Judgements(latest);
            }
        };
    }
}
