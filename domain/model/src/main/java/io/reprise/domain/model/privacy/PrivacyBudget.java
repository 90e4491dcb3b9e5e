package io.reprise.domain.model.privacy;

import io.reprise.domain.model.privacy.PrivacyCommand.GrantBudget;
import io.reprise.domain.model.privacy.PrivacyCommand.ReleaseAggregate;
import io.reprise.domain.model.privacy.PrivacyEvent.AggregateReleased;
import io.reprise.domain.model.privacy.PrivacyEvent.BudgetGranted;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much may still be said about the shoppers of one campaign. Releases add up (sequential composition, Dwork and Roth
 * 2014, theorem 3.16); the same release again is read from the log, and costs nothing.
 *
 * @param grantedMicros all that may be spent, in millionths of ε; 0 where nothing was granted
 * @param releases what left the engine, in order
 */
public record PrivacyBudget(long grantedMicros, List<AggregateReleased> releases) {

    public static final PrivacyBudget NONE = new PrivacyBudget(0, List.of());

    public PrivacyBudget {
        releases = List.copyOf(releases);
    }

    public long spentMicros() {
        return releases.stream().mapToLong(AggregateReleased::epsilonMicros).sum();
    }

    public long leftMicros() {
        return grantedMicros - spentMicros();
    }

    /** What was answered to this question before. */
    public Optional<AggregateReleased> release(Aggregate aggregate, long epsilonMicros) {
        return releases.stream()
                .filter(r -> r.aggregate() == aggregate && r.epsilonMicros() == epsilonMicros)
                .findFirst();
    }

    public static Outcome<PrivacyEvent> decide(PrivacyBudget state, PrivacyCommand command) {
        return switch (command) {
            case GrantBudget c -> state.grant(c);
            case ReleaseAggregate c -> state.release(c);
        };
    }

    private Outcome<PrivacyEvent> grant(GrantBudget c) {
        if (!c.actor().is(Role.APPROVER)) {
            return Outcome.refused(new PrivacyRefusal.RoleMissing(List.of(Role.APPROVER)));
        }
        if (c.epsilonMicros() == grantedMicros) {
            return Outcome.alreadyDone();
        }
        return c.epsilonMicros() < spentMicros()
                ? Outcome.refused(new PrivacyRefusal.BelowSpent(c.epsilonMicros(), spentMicros()))
                : Outcome.accepted(new BudgetGranted(c.campaign(), c.epsilonMicros(), c.actor(), c.at()));
    }

    private Outcome<PrivacyEvent> release(ReleaseAggregate c) {
        if (!c.actor().isAnyOf(Role.MARKETER, Role.APPROVER, Role.AUDITOR)) {
            return Outcome.refused(new PrivacyRefusal.RoleMissing(List.of(Role.MARKETER, Role.APPROVER, Role.AUDITOR)));
        }
        if (release(c.aggregate(), c.epsilonMicros()).isPresent()) {
            return Outcome.alreadyDone();
        }
        if (grantedMicros == 0) {
            return Outcome.refused(new PrivacyRefusal.NoBudget(c.campaign()));
        }
        return c.epsilonMicros() > leftMicros()
                ? Outcome.refused(new PrivacyRefusal.BudgetExhausted(c.epsilonMicros(), leftMicros()))
                : Outcome.accepted(new AggregateReleased(
                        c.campaign(), c.aggregate(), c.epsilonMicros(), c.values(), c.actor(), c.at()));
    }

    public static PrivacyBudget evolve(PrivacyBudget state, PrivacyEvent event) {
        return switch (event) {
            case BudgetGranted e -> new PrivacyBudget(e.epsilonMicros(), state.releases);
            case AggregateReleased e -> {
                List<AggregateReleased> releases = new ArrayList<>(state.releases);
                releases.add(e);
                yield new PrivacyBudget(state.grantedMicros, releases);
            }
        };
    }
}
