package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sha256;

/** The two arms of every sale's experiment. */
public enum Arm {
    /** Sees the sale. */
    TREATED,
    /** Sees the shop as if there were no sale, so that what the sale causes can be measured. */
    HOLD_OUT;

    /**
     * The arm of a shopper: random over shoppers, but the same for ever for one shopper in one campaign.
     *
     * @param holdOutBps share of shoppers held out, in basis points
     */
    public static Arm of(CampaignId campaign, Pseudonym shopper, int holdOutBps) {
        long draw = Sha256.drawOf("arm", campaign.value(), shopper.value());
        return draw % Price.WHOLE_BPS < holdOutBps ? HOLD_OUT : TREATED;
    }

    /**
     * Whether a shopper who is not held out sees a sale that only a share of them sees: random over shoppers and independent
     * of the arm, so that the experiment goes on; who sees it at one share sees it at every larger one.
     */
    public static boolean isShown(CampaignId campaign, Pseudonym shopper, int audienceBps) {
        if (audienceBps >= Price.WHOLE_BPS) {
            return true;
        }
        long draw = Sha256.drawOf("audience", campaign.value(), shopper.value());
        return draw % Price.WHOLE_BPS < audienceBps;
    }
}
