package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.Set;

/** Why a campaign command was not carried out. */
public sealed interface CampaignRefusal extends Refusal {

    record UnknownCampaign(CampaignId campaign) implements CampaignRefusal {
        @Override
        public String message() {
            return "There is no campaign '" + campaign + "'. Correct the name, or draft it first.";
        }

        @Override
        public String field() {
            return "campaignId";
        }
    }

    record CampaignExists(CampaignId campaign) implements CampaignRefusal {
        @Override
        public String message() {
            return "There is a campaign '" + campaign + "' already. Choose another name, or revise its plan.";
        }

        @Override
        public String field() {
            return "campaignId";
        }
    }

    record WrongPhase(String asked, String phase) implements CampaignRefusal {
        @Override
        public String message() {
            return "A campaign that is " + phase + " cannot " + asked + ". Look at its page for what it waits for.";
        }
    }

    record RoleMissing(Set<Role> anyOf) implements CampaignRefusal {
        @Override
        public String message() {
            return "This takes one of the roles " + new java.util.TreeSet<>(anyOf) + ". Ask somebody who holds it.";
        }
    }

    record WindowInThePast(Instant from, Instant now) implements CampaignRefusal {
        @Override
        public String message() {
            return "The sale may start at " + from + ", but it is already " + now + ". Choose a later time.";
        }

        @Override
        public String field() {
            return "within";
        }
    }

    record NotLatestPlan(int asked, int latest) implements CampaignRefusal {
        @Override
        public String message() {
            return "Version " + asked + " of the plan is not the latest, which is " + latest
                    + ". Look at that one first.";
        }

        @Override
        public String field() {
            return "planVersion";
        }
    }

    record NotRevised(int planVersion) implements CampaignRefusal {
        @Override
        public String message() {
            return "Version " + planVersion + " of the plan was sent back. Revise it, or say that it stays as it is by"
                    + " revising it without a change; then submit the new version.";
        }

        @Override
        public String field() {
            return "planVersion";
        }
    }

    record StaleApproval(String approved, String current) implements CampaignRefusal {
        @Override
        public String message() {
            return "What you looked at has changed since (" + approved.substring(0, Math.min(12, approved.length()))
                    + " is not " + current.substring(0, Math.min(12, current.length()))
                    + "). Load the page again and decide on what it says now.";
        }

        @Override
        public String field() {
            return "proposalHash";
        }
    }

    record OwnPlan(String person) implements CampaignRefusal {
        @Override
        public String message() {
            return "'" + person + "' wrote this plan, so somebody else has to answer it: four eyes.";
        }
    }

    record OwnOverride(String person) implements CampaignRefusal {
        @Override
        public String message() {
            return "'" + person
                    + "' put a decision of their own into this plan, so somebody else has to answer it: four"
                    + " eyes.";
        }
    }

    record NotOverridable(DecisionKind kind) implements CampaignRefusal {
        @Override
        public String message() {
            return "What was decided about " + kind + " is not put right by hand, because what came after rests on it."
                    + " Send the plan back, or revise it.";
        }

        @Override
        public String field() {
            return "decisionId";
        }
    }

    record NotDue(Instant due, Instant now) implements CampaignRefusal {
        @Override
        public String message() {
            return "It is due at " + due + ", and it is only " + now + ".";
        }
    }

    record TooLate(Instant end, Instant now) implements CampaignRefusal {
        @Override
        public String message() {
            return "The sale is over at " + end + ", and it is already " + now
                    + ". Revise the plan, or leave the sale as it is.";
        }
    }

    record StockNotSecured(CampaignId campaign) implements CampaignRefusal {
        @Override
        public String message() {
            return "Not every item of '" + campaign + "' has its stock set aside.";
        }
    }

    record UnknownDecision(DecisionId decision) implements CampaignRefusal {
        @Override
        public String message() {
            return "The campaign has no such decision '" + decision + "'.";
        }

        @Override
        public String field() {
            return "decisionId";
        }
    }

    record NotWaiting(DecisionId decision, String stage) implements CampaignRefusal {
        @Override
        public String message() {
            return "The adjustment '" + decision + "' is " + stage + ", so there is nothing to answer.";
        }
    }

    record PriceMoved(Sku sku, int fromBps, int nowBps) implements CampaignRefusal {
        @Override
        public String message() {
            return "The adjustment starts from a discount of " + fromBps + " basis points on '" + sku
                    + "', which is now " + nowBps + ". Leave it; the next window decides again.";
        }

        @Override
        public String field() {
            return "decisionId";
        }
    }

    record DecisionNotDue(String what) implements CampaignRefusal {
        @Override
        public String message() {
            return what;
        }
    }

    /** @param what part of the sale's extent; {@code from} is how the adjustment saw it, {@code now} how it is */
    record ExtentMoved(String what, String from, String now) implements CampaignRefusal {
        @Override
        public String message() {
            return "The adjustment starts from a sale whose " + what + " is " + from + ", but it is " + now
                    + ". Leave it; the next window decides again.";
        }

        @Override
        public String field() {
            return "decisionId";
        }
    }

    record NothingOffered(CampaignId id) implements CampaignRefusal {
        @Override
        public String message() {
            return "This would take the last item out of '" + id + "'. Stop the sale instead.";
        }

        @Override
        public String field() {
            return "decisionId";
        }
    }

    record BeyondGuardrail(String limit, long max, long was) implements CampaignRefusal {
        @Override
        public String message() {
            return "The guardrail '" + limit + "' is " + max + ", but this would make it " + was + ".";
        }

        @Override
        public String field() {
            return limit;
        }
    }

    record OutsidePlan(TimeWindow decided, TimeWindow within) implements CampaignRefusal {
        @Override
        public String message() {
            return "The sale would run " + decided.from() + " to " + decided.to() + ", but the plan allows "
                    + within.from() + " to " + within.to() + " only.";
        }

        @Override
        public String field() {
            return "within";
        }
    }

    record InBlackout(TimeWindow decided, TimeWindow blackout) implements CampaignRefusal {
        @Override
        public String message() {
            return "The sale would run " + decided.from() + " to " + decided.to() + ", but there is to be none "
                    + blackout.from() + " to " + blackout.to()
                    + ". Move that blackout, or choose a policy that heeds it.";
        }

        @Override
        public String field() {
            return "steering.blackouts";
        }
    }

    record BeyondFreeStock(Sku sku, WarehouseId warehouse, int decided, int free) implements CampaignRefusal {
        @Override
        public String message() {
            return "Of '" + sku + "' " + decided + " units would be set aside in '" + warehouse + "', but " + free
                    + " are free.";
        }

        @Override
        public String field() {
            return "items";
        }
    }

    record BeyondStockBudget(long maxCents, long wasCents) implements CampaignRefusal {
        @Override
        public String message() {
            return "The stock set aside would have cost " + wasCents + " in minor units, but the stock budget is "
                    + maxCents + ". Raise it, or choose a policy that heeds it.";
        }

        @Override
        public String field() {
            return "steering.stockBudgetCents";
        }
    }

    record ReasonMissing() implements CampaignRefusal {
        @Override
        public String message() {
            return "Say why it is decided otherwise, so that whoever approves it knows.";
        }

        @Override
        public String field() {
            return "reason";
        }
    }

    record CommentMissing() implements CampaignRefusal {
        @Override
        public String message() {
            return "Say why, so that the author can put it right.";
        }

        @Override
        public String field() {
            return "comment";
        }
    }
}
