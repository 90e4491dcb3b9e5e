package io.reprise.domain.model.privacy;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;
import java.util.List;
import java.util.stream.Collectors;

/** Why figures about shoppers did not leave the engine. */
public sealed interface PrivacyRefusal extends Refusal {

    record NoBudget(CampaignId campaign) implements PrivacyRefusal {
        @Override
        public String message() {
            return "No privacy budget was granted for '" + campaign + "': an approver grants one.";
        }
    }

    record BudgetExhausted(long askedMicros, long leftMicros) implements PrivacyRefusal {
        @Override
        public String message() {
            return "This takes " + askedMicros + " millionths of epsilon, and " + leftMicros
                    + " are left: ask with less, use what was released before, or have an approver grant more.";
        }

        @Override
        public String field() {
            return "epsilonMicros";
        }
    }

    record BelowSpent(long askedMicros, long spentMicros) implements PrivacyRefusal {
        @Override
        public String message() {
            return "A budget of " + askedMicros + " millionths of epsilon is less than the " + spentMicros
                    + " that are spent, which nothing brings back.";
        }

        @Override
        public String field() {
            return "epsilonMicros";
        }
    }

    /** What shoppers do may still change: asked later, the same question would be another. */
    record SaleNotOver(CampaignId campaign) implements PrivacyRefusal {
        @Override
        public String message() {
            return "'" + campaign + "' is not over: figures about its shoppers are released when it is.";
        }
    }

    record RoleMissing(List<Role> roles) implements PrivacyRefusal {
        @Override
        public String message() {
            return "Only " + roles.stream().map(Role::name).collect(Collectors.joining(" or ")) + " may do this.";
        }
    }
}
