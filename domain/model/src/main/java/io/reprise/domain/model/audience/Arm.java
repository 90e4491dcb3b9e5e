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
        return in(campaign).of(shopper, holdOutBps);
    }

    /** The same for many shoppers of one campaign, one after the other. */
    public static InCampaign in(CampaignId campaign) {
        return new InCampaign(new Sha256.Draws("arm", campaign.value()));
    }

    /** Arms of one campaign; not thread-safe. */
    public static final class InCampaign {
        private final Sha256.Draws draws;

        private InCampaign(Sha256.Draws draws) {
            this.draws = draws;
        }

        /** As {@link Arm#of}. */
        public Arm of(Pseudonym shopper, int holdOutBps) {
            return draws.of(shopper.value()) % Price.WHOLE_BPS < holdOutBps ? HOLD_OUT : TREATED;
        }
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
