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
import io.reprise.domain.model.decision.AdjustmentOutcome;
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

    private static final int EXPLORATION_BPS = 9_000;
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

    /**
     * A sale that was logged, and what another policy would have done in it.
     *
     * @param reconsidered each of the choices
     */
    public record Sale(List<LoggedChoice> choices, List<Reconsidered> reconsidered) {}

    /** A campaign that was logged. @param sales by other policy */
    public record Logged(DrawnCampaign drawn, List<Sale> sales, Map<Done, Double> known) {}

    /** As it decided when it was logged: draws from wide beliefs, so that much is tried. */
    private static TakeDecision tryingOut(TakeDecision c) {
        return by(
                c,
                c.policy(),
                Policies.defaults(c.policy()).with("drawnDeviation", 1.5).with("correctionDeviation", 2));
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

    /** Another policy, and which parameters are others than logged, or than usual where the policy is another too. */
    public record Other(PolicyRef policy, Map<String, Double> changes) {

        private Counterfactual counterfactual() {
            return new Counterfactual(
                    new TreeMap<>(Map.of(DecisionKind.ADJUSTMENT, policy)),
                    new TreeMap<>(Map.of(DecisionKind.ADJUSTMENT, new TreeMap<>(changes))),
                    null);
        }

        /** Takes the decision as the replay does, so that the truth is of what is valued. */
        private TakeDecision decides(TakeDecision logged) {
            return by(
                    logged,
                    policy,
                    counterfactual().parameters(DecisionKind.ADJUSTMENT, logged.policy(), logged.parameters()));
        }
    }

    /** One campaign by seed, logged while it tries things out, and what the other policies would have done in it. */
    public Logged log(long seed, List<Other> others) {
        DrawnCampaign drawn =
                DrawnCampaign.draw(shop, seed).as(new CampaignId("tried-" + seed), CounterfactualTrial::exploring);
        World world = PlayedCampaign.toEnd(drawn, running(drawn, CounterfactualTrial::tryingOut))
                .world();
        return new Logged(
                drawn,
                others.stream().map(other -> reconsidered(drawn, world, other)).toList(),
                new HashMap<>());
    }

    /** What is done at an adjustment, whoever decides so: the market knows no more of it. */
    public record Done(DecisionId at, AdjustmentOutcome what) {

        static Optional<Done> of(Reconsidered reconsidered) {
            return reconsidered
                    .outcomeNow()
                    .map(AdjustmentOutcome.class::cast)
                    .map(o -> new Done(
                            reconsidered.decision(),
                            // What is expected of it is said to people and moves nothing.
                            new AdjustmentOutcome(
                                    o.priceChanges(),
                                    o.extraPush(),
                                    0,
                                    o.lowestMarginBps(),
                                    o.stockMoves(),
                                    o.extent(),
                                    o.stockReturns())));
        }
    }

    private Sale reconsidered(DrawnCampaign drawn, World world, Other other) {
        CounterfactualReplay replay = new CounterfactualReplay(world, (ModelRunner) shelf, other.counterfactual());
        List<LoggedChoice> choices = new ArrayList<>();
        List<Reconsidered> decisions = new ArrayList<>();
        for (CampaignEvent event : world.history()) {
            if (event instanceof DecisionTaken taken && taken.decision().inputs() instanceof AdjustmentInputs) {
                Reconsidered now = replay.reconsider(taken.decision()).orElseThrow();
                world.read(drawn.id(), seen -> logged.of(world.history(), seen, List.of(now), replay))
                        .forEach(choice -> {
                            choices.add(choice);
                            decisions.add(now);
                        });
            }
        }
        return new Sale(choices, decisions);
    }

    /** What the market brings at each of the choices where the other policy decides there, and nowhere else. */
    public List<Double> truths(Logged campaign, Sale sale, Other other) {
        List<Double> truths = new ArrayList<>();
        for (int n = 0; n < sale.choices().size(); n++) {
            Reconsidered now = sale.reconsidered().get(n);
            if (doesTheSame(now)) {
                // The market goes the same way: there is nothing to play again.
                truths.add(sale.choices().get(n).reward());
            } else {
                Done done = Done.of(now).orElseThrow();
                truths.add(campaign.known().computeIfAbsent(done, d -> truth(campaign.drawn(), now, other::decides)));
            }
        }
        return truths;
    }

    private static boolean doesTheSame(Reconsidered reconsidered) {
        return reconsidered.outcomeNow().isPresent()
                && reconsidered.differences().stream()
                        .allMatch(difference -> difference.path().endsWith("expectedGainCents"));
    }

    /** The same campaign and the same shoppers, with one decision taken otherwise. */
    private double truth(DrawnCampaign drawn, Reconsidered adjustment, UnaryOperator<TakeDecision> otherwise) {
        RunningCampaign running = running(
                drawn,
                command -> command.decisionId().equals(adjustment.decision())
                        ? otherwise.apply(tryingOut(command))
                        : tryingOut(command));
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
                        && taken.decision().id().equals(adjustment.decision()))
                .map(e -> ((DecisionTaken) e).decision())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("the market did not come to " + adjustment.decision() + " again"));
        return running.world()
                .read(drawn.id(), (SaleSignals seen) -> logged.reward(history, seen, again, closed.orElse(end)));
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
        return plan.steeredBy(new Steering(
                steered.policies(),
                EXPLORATION_BPS,
                steered.blackouts(),
                steered.stockBudgetCents(),
                steered.logistics()));
    }
}
