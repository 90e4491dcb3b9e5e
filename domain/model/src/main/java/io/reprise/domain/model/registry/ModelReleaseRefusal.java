package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;

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
                    + ": the way is registered, evaluated, shadow, champion, retired.";
        }
    }

    record DoesNotBeatBaseline(String metric, double error, double baselineError) implements ModelReleaseRefusal {
        @Override
        public String message() {
            return "On held-out data its " + metric + " is " + error + ", the baseline's " + baselineError
                    + ": a model that does not beat its baseline is not promoted.";
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
