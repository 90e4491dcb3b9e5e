package io.reprise.benchmarks.uplift;

import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.counterfactual.Counterfactual;
import io.reprise.domain.model.counterfactual.CounterfactualReplay;
import io.reprise.domain.model.counterfactual.LoggedAdjustments;
import io.reprise.domain.model.counterfactual.LoggedChoice;
import io.reprise.domain.model.counterfactual.Reconsidered;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Parameters;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.market.Calibration;
import io.reprise.market.Market;
import io.reprise.market.Scenario;
import io.reprise.ml.tensorflow.ModelShelf;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Sales in which adjustments were tried out, valued under another policy from what was logged, beside what the simulated
 * market brings where at each decision, one at a time, the other policy decides and everything else stays as it was.
 */
public final class CounterfactualTrial {

    private static final int EXPLORATION_BPS = 6_000;
    private static final int SETTLED_MINUTES = 10;

    private final Calibration shop;
    private final Models models;
    private final DecisionRules rules = new DecisionRules();
    private final ModelShelf shelf;
    private final Duration horizon;
    private final LoggedAdjustments logged;

    public CounterfactualTrial(TrainedHome home, ModelShelf shelf, Duration horizon) throws IOException {
        this.shop = home.calibration();
        this.models = Models.on(shelf);
        this.shelf = shelf;
        this.horizon = horizon;
        this.logged = new LoggedAdjustments(horizon, 0.1);
    }

    /** @param truths what the market brought at each of the choices, had the other policy decided */
    public record Sale(List<LoggedChoice> choices, List<Double> truths) {}

    /** As it decided when it was logged: draws from wide beliefs, so that much is tried. */
    private static TakeDecision tryingOut(TakeDecision c) {
        return by(c, c.policy(), Policies.defaults(c.policy()).with("drawnDeviation", 1.5));
    }

    private static TakeDecision by(TakeDecision c, PolicyRef policy, Parameters parameters) {
        return new TakeDecision(
                c.campaignId(),
                c.decisionId(),
                policy,
                c.inputs(),
                c.evidence(),
                parameters,
                c.seed(),
                c.actor(),
                c.at());
    }

    /** Another policy, and which of its parameters are others than usual. */
    public record Other(PolicyRef policy, Map<String, Double> changes) {

        private Parameters parameters() {
            Parameters parameters = Policies.defaults(policy);
            for (Map.Entry<String, Double> change : changes.entrySet()) {
                parameters = parameters.with(change.getKey(), change.getValue());
            }
            return parameters;
        }
    }

    /** One campaign by seed; under each of the other policies, the truth beside each of its adjustments. */
    public List<Sale> play(long seed, List<Other> others) {
        DrawnCampaign drawn =
                DrawnCampaign.draw(shop, seed).as(new CampaignId("tried-" + seed), CounterfactualTrial::exploring);
        World world = toEnd(drawn, CounterfactualTrial::tryingOut);
        return others.stream().map(other -> valued(drawn, world, other)).toList();
    }

    private Sale valued(DrawnCampaign drawn, World world, Other other) {
        Counterfactual otherwise = new Counterfactual(
                new TreeMap<>(Map.of(DecisionKind.ADJUSTMENT, other.policy())),
                new TreeMap<>(Map.of(DecisionKind.ADJUSTMENT, new TreeMap<>(other.changes()))),
                null);
        CounterfactualReplay replay = new CounterfactualReplay(world, (ModelRunner) shelf, otherwise);
        Map<DecisionId, Reconsidered> reconsidered = new HashMap<>();
        List<DecisionRecord> adjustments = new ArrayList<>();
        for (CampaignEvent event : world.history()) {
            if (event instanceof DecisionTaken taken && taken.decision().inputs() instanceof AdjustmentInputs) {
                adjustments.add(taken.decision());
                replay.reconsider(taken.decision()).ifPresent(r -> reconsidered.put(r.decision(), r));
            }
        }
        UnaryOperator<TakeDecision> otherwiseBy = by(other.parameters(), other.policy());
        List<LoggedChoice> choices = new ArrayList<>();
        List<Double> truths = new ArrayList<>();
        for (DecisionRecord adjustment : adjustments) {
            List<LoggedChoice> choice = world.read(
                    drawn.id(),
                    seen -> logged.of(world.history(), seen, List.of(reconsidered.get(adjustment.id())), replay));
            if (!choice.isEmpty()) {
                choices.add(choice.getFirst());
                // Where the same is done the market goes the same way: there is nothing to play again.
                truths.add(
                        doesTheSame(reconsidered.get(adjustment.id()))
                                ? choice.getFirst().reward()
                                : truth(drawn, adjustment, otherwiseBy));
            }
        }
        return new Sale(choices, truths);
    }

    /** What is expected of it is said to people and moves nothing. */
    private static boolean doesTheSame(Reconsidered reconsidered) {
        return reconsidered.outcomeNow().isPresent()
                && reconsidered.differences().stream()
                        .allMatch(difference -> difference.path().endsWith("expectedGainCents"));
    }

    private static UnaryOperator<TakeDecision> by(Parameters parameters, PolicyRef policy) {
        return command -> by(command, policy, parameters);
    }

    /** The same campaign and the same shoppers, with one decision taken otherwise. */
    private double truth(DrawnCampaign drawn, DecisionRecord adjustment, UnaryOperator<TakeDecision> otherwise) {
        RunningCampaign running = running(
                drawn,
                command ->
                        command.decisionId().equals(adjustment.id()) ? otherwise.apply(command) : tryingOut(command));
        running.begin();
        Instant until = adjustment.at().plus(horizon).plus(Duration.ofMinutes(SETTLED_MINUTES));
        Instant end = until;
        for (Instant now = drawn.played().from(); now.isBefore(drawn.played().to()); now = now.plus(Market.STEP)) {
            running.due(now);
            running.shoppers();
            if (now.isAfter(until)) {
                break;
            }
        }
        List<CampaignEvent> history = running.world().history();
        Optional<Instant> closed = history.stream()
                .filter(e -> e instanceof CampaignEvent.CampaignClosed || e instanceof CampaignEvent.CampaignStopped)
                .map(CampaignEvent::at)
                .findFirst();
        DecisionRecord again = history.stream()
                .filter(e -> e instanceof DecisionTaken taken
                        && taken.decision().id().equals(adjustment.id()))
                .map(e -> ((DecisionTaken) e).decision())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("the market did not come to " + adjustment.id() + " again"));
        return running.world()
                .read(drawn.id(), (SaleSignals seen) -> logged.reward(history, seen, again, closed.orElse(end)));
    }

    private World toEnd(DrawnCampaign drawn, UnaryOperator<TakeDecision> adjusting) {
        return PlayedCampaign.toEnd(drawn, running(drawn, adjusting)).world();
    }

    private RunningCampaign running(DrawnCampaign drawn, UnaryOperator<TakeDecision> adjusting) {
        Market market = new Market(
                drawn.calibration(), Scenario.NORMAL, drawn.seed(), DrawnCampaign.SHOPPERS, DrawnCampaign.ZONE);
        Scenario[] markets = Scenario.values();
        return new RunningCampaign(
                drawn,
                market.under(markets[(int) (drawn.seed() % markets.length)]),
                Contender.named(Contender.REPRISE).orElseThrow(),
                models,
                rules,
                EventLines.counted(),
                adjusting);
    }

    private static Plan exploring(Plan plan) {
        Steering steered = plan.steered();
        return new Plan(
                plan.name(),
                plan.currency(),
                plan.zone(),
                plan.within(),
                plan.lengthHours(),
                plan.monitorMinutes(),
                plan.pushWaves(),
                plan.extraPushWaves(),
                plan.holdOutBps(),
                plan.discountBudgetCents(),
                plan.guardrails(),
                plan.items(),
                Optional.of(new Steering(
                        steered.policies(),
                        EXPLORATION_BPS,
                        steered.blackouts(),
                        steered.stockBudgetCents(),
                        steered.logistics())));
    }
}
