package io.reprise.domain.model.transparency;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.judgement.Verdict;
import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was automatic about one campaign, what people changed, and what came of that. {@code ops/docs/transparency.md} says which duty
 * of record-keeping each field answers to.
 *
 * @param purpose what decisions are taken for
 * @param usePeriod from the first decision to the last
 * @param decisions by kind and policy
 * @param models that were asked
 * @param humanActs what people did, in order
 * @param overrides automatic decisions that a person turned down or took back, with what came of them
 * @param forecast how the closing evaluation found the forecast; empty until the sale is closed
 * @param groups how the sale did for one group beside another
 * @param judgements what people said of decisions
 */
public record CampaignTransparency(
        CampaignId campaign,
        String purpose,
        Optional<TimeWindow> usePeriod,
        List<Decided> decisions,
        List<ModelUse> models,
        List<HumanAct> humanActs,
        List<Override> overrides,
        Optional<ForecastQuality> forecast,
        SaleGroups groups,
        List<Judged> judgements) {

    public CampaignTransparency {
        decisions = List.copyOf(decisions);
        models = List.copyOf(models);
        humanActs = List.copyOf(humanActs);
        overrides = List.copyOf(overrides);
        judgements = List.copyOf(judgements);
    }

    /**
     * Decisions of one kind by one policy.
     *
     * @param automatic those in force without a person, or without effect of their own
     * @param approved those that a person let through
     * @param turnedDown rejected by a person, expired because nobody answered, or forbidden by a rule
     * @param reverted taken back by a person
     * @param triedOut those that tried an option instead of taking the best
     */
    public record Decided(
            DecisionKind kind,
            String policy,
            int taken,
            int automatic,
            int approved,
            int turnedDown,
            int reverted,
            int triedOut) {}

    /**
     * @param fallbacks questions that the baseline answered instead
     * @param groups figures for groups on held-out data, from its card
     * @param drift how far what it was asked here is from what it was trained on; empty where its card does not say
     */
    public record ModelUse(
            String model,
            String version,
            String artifactSha256,
            String device,
            int calls,
            int fallbacks,
            List<GroupFigures> groups,
            Optional<ModelDrift> drift) {
        public ModelUse {
            groups = List.copyOf(groups);
        }
    }

    /** @param reason in the person's words, or the rule; empty where none was given */
    public record HumanAct(String act, String person, Instant at, Optional<DecisionId> decision, String reason) {}

    /** @param expectedGainCents of the decision @param gainCents what it brought while it was in force, where that was measured */
    public record Override(
            DecisionId decision, String how, String person, long expectedGainCents, Optional<Double> gainCents) {}

    /**
     * @param coverage share of hours with sales inside the 80 % band, mean over items
     * @param drift units sold over units expected, less 1
     */
    public record ForecastQuality(double coverage, double drift, double soldUnits, double expectedUnits) {}

    public record Judged(DecisionId decision, Verdict verdict, String reason, String person, Instant at) {}
}
