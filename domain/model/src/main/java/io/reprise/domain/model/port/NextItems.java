package io.reprise.domain.model.port;

import io.reprise.domain.model.audience.ItemAction;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.recommendation.ItemNames;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.List;

/** How likely each of some items is the next one a shopper turns to. */
public interface NextItems {

    /** @throws ModelUnavailable where the model cannot answer */
    NextShares next(NextQuestion question);

    /**
     * @param campaign the sale it is asked in
     * @param actions what the shopper did in it, oldest first; may be none. Who it was is not told
     * @param candidates at least one, none twice
     * @param names of all items of the sale
     * @param at when it is asked
     */
    record NextQuestion(
            CampaignId campaign, List<ItemAction> actions, List<Sku> candidates, ItemNames names, Instant at) {
        public NextQuestion {
            actions = List.copyOf(actions);
            candidates = List.copyOf(candidates);
            InvalidValue.unless(!candidates.isEmpty(), "candidates", "must be at least one");
        }
    }

    /**
     * @param shares of the candidates, in their order: not negative, and 1 together
     * @param call how it was answered; where the baseline did, with the reason
     */
    record NextShares(List<Double> shares, ModelCall call) {
        public NextShares {
            shares = List.copyOf(shares);
        }
    }
}
