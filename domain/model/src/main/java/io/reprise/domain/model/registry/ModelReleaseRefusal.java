package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;
import java.util.Locale;

/** Why a command to a model release was not carried out. */
public sealed interface ModelReleaseRefusal extends Refusal {

    record UnknownRelease(ModelReleaseId release) implements ModelReleaseRefusal {
        @Override
        public String message() {
            return "There is no release '" + release.value() + "'. Train a model, or correct the name.";
        }
    }

    record NotInStage(String asked, String stage) implements ModelReleaseRefusal {
        @Override
        public String message() {
            return "A release that is " + stage + " cannot be " + asked
                    + ": the way is registered, evaluated, shadow, awaiting approval, champion, retired.";
        }
    }

    record DoesNotBeatBaseline(String metric, double error, double baselineError) implements ModelReleaseRefusal {
        @Override
        public String message() {
            return "On held-out data its " + metric + " is " + error + ", the baseline's " + baselineError
                    + ": a model that does not beat its baseline is not promoted.";
        }
    }

    record UnfairToGroup(String group, String metric, double gap, double limit) implements ModelReleaseRefusal {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "On held-out data its %s for the group '%s' is %.4f, and may be %.4f at most:"
                            + " a model that is that far from one group is not promoted.",
                    metric,
                    group,
                    gap,
                    limit);
        }
    }

    /** @param champion what decides now, as {@code model:sha256}; empty where the baseline does */
    record NotTheChampion(String champion) implements ModelReleaseRefusal {
        @Override
        public String message() {
            return champion.isEmpty()
                    ? "It does not decide, the baseline does: there is nothing to roll back."
                    : "It does not decide, '" + champion + "' does. Look at the models again, and roll that one back.";
        }
    }

    /** @param before what would decide again, as {@code model:sha256}; empty where the baseline would */
    record NotTheOneBefore(String asked, String before) implements ModelReleaseRefusal {
        @Override
        public String message() {
            return "'" + asked + "' would not decide again, " + (before.isEmpty() ? "the baseline" : "'" + before + "'")
                    + " would: champions have changed since. Look at the release again.";
        }
    }

    record OwnRelease(String person) implements ModelReleaseRefusal {
        @Override
        public String message() {
            return "'" + person + "' trained this model, so somebody else has to approve it.";
        }
    }

    record RoleMissing(Role role) implements ModelReleaseRefusal {
        @Override
        public String message() {
            return "Only the role " + role + " may do this.";
        }
    }
}
