package io.reprise.benchmarks.uplift;

import io.reprise.bpmn.DecisionTables;
import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.CloseCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.ExpireAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.FailLaunch;
import io.reprise.domain.model.campaign.CampaignCommand.LaunchCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.RecordForecast;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.SecureStock;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.ml.planning.OrToolsPlanSolver;
import io.reprise.workflows.Forecasting;
import io.reprise.workflows.LifecycleVariables;
import io.reprise.workflows.PlanningDesk;
import io.reprise.workflows.SaleDesk;
import io.reprise.workflows.StockMoves;
import io.reprise.workflows.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Takes one campaign through the steps of {@code campaign-lifecycle.bpmn} with the process's own desk, forecasts and decision
 * tables. Persons do what the process asks of them: one approves the plan, and answers for adjustments after a drawn while.
 */
final class CampaignPlay {

    private static final Actor MARKETER = new Actor("mei", Set.of(Role.MARKETER));
    private static final Actor APPROVER = new Actor("finn", Set.of(Role.APPROVER, Role.FINANCE));
    /** A server would not wait so long; here many campaigns are played at once. */
    private static final Duration SOLVER_PATIENCE = Duration.ofMinutes(1);

    private static final int ANSWER_MINUTES_MIN = 2;
    private static final int ANSWER_MINUTES_MAX = 55;

    private final DrawnCampaign drawn;
    private final Contender strategy;
    private final DecisionRules rules;
    private final World world;
    private final PlanningDesk planning;
    private final SaleDesk sale;
    private final Forecasting models;
    private final SplittableRandom person;
    private final UnaryOperator<TakeDecision> adjusting;
    private Instant answerAt;

    /** @param adjusting what becomes of the command to decide an adjustment */
    CampaignPlay(
            DrawnCampaign drawn,
            Contender strategy,
            DecisionRules rules,
            World world,
            Forecasting models,
            UnaryOperator<TakeDecision> adjusting) {
        this.adjusting = adjusting;
        this.drawn = drawn;
        this.strategy = strategy;
        this.rules = rules;
        this.world = world;
        this.planning = new PlanningDesk(
                world, world, world, Surroundings.alone(world, world, new OrToolsPlanSolver(SOLVER_PATIENCE)));
        this.sale = new SaleDesk(world, world, world, world);
        this.models = models;
        this.person = new SplittableRandom(drawn.seed() * 31_337 + 5);
    }

    /** From the draft to stock set aside. */
    void plan(Plan written) {
        world.carryOut(new DraftCampaign(drawn.id(), written, MARKETER, world.instant()));
        world.carryOut(new SubmitPlan(drawn.id(), 1, MARKETER, world.instant()));
        record(models.offers(written, ""));
        world.carryOut(planning.assortment(predicting()));
        record(models.demand(predicting().offered(), ""));
        record(models.purchase(written, ""));
        world.carryOut(planning.schedule(predicting()));
        world.carryOut(planning.inventory(predicting()));
        Map<String, Object> routing = rules.approval(LifecycleVariables.of(world.campaign()));
        Duration deadline = Duration.ofHours(((Number) routing.get(DecisionTables.DEADLINE_HOURS)).longValue());
        world.carryOut(new RequestApproval(
                drawn.id(),
                Role.valueOf((String) routing.get(DecisionTables.APPROVER)),
                (String) routing.get(DecisionTables.RULE),
                world.instant().plus(deadline),
                Actor.ENGINE,
                world.instant()));
        world.advanceTo(world.instant().plus(Duration.ofMinutes(person.nextInt((int) deadline.toMinutes()))));
        AwaitingApproval waiting = (AwaitingApproval) world.campaign();
        world.carryOut(new ApprovePlan(drawn.id(), waiting.proposal().hash(), APPROVER, world.instant()));
        for (ItemStock item : waiting.proposal().inventory().items()) {
            world.carryOut(new AllocateStock(item.sku(), drawn.id(), item.allocated(), world.instant()));
        }
        world.carryOut(new SecureStock(drawn.id(), Actor.ENGINE, world.instant()));
    }

    private void record(Forecast forecast) {
        world.carryOut(new RecordForecast(drawn.id(), 1, forecast, Actor.ENGINE, world.instant()));
    }

    private Predicting predicting() {
        return (Predicting) world.campaign();
    }

    /** When the sale is, as far as it is known; empty where there is none. */
    Optional<TimeWindow> sale() {
        return world.campaign() instanceof Proposed proposed
                ? Optional.of(
                        proposed instanceof Live live
                                ? live.window()
                                : proposed.proposal().schedule().window())
                : Optional.empty();
    }

    /** Everything that is due by now. */
    void carryOn() {
        if (world.campaign() instanceof Approved approved
                && !world.instant()
                        .isBefore(approved.proposal().schedule().window().from())) {
            launch();
        }
        boolean moved = true;
        while (moved && world.campaign() instanceof Live live) {
            moved = live.pending().isPresent() ? answered(live.pending().get()) : monitored(live);
        }
    }

    private void launch() {
        Optional<Refusal> refusal = world.send(new LaunchCampaign(drawn.id(), Actor.ENGINE, world.instant()));
        if (refusal.isPresent()) {
            world.carryOut(new FailLaunch(drawn.id(), refusal.get().message(), Actor.ENGINE, world.instant()));
            release();
        }
    }

    private boolean answered(Adjustment pending) {
        Instant now = world.instant();
        if (strategy.answers() && !now.isBefore(answerAt)) {
            if (world.send(new ApproveAdjustment(drawn.id(), pending.id(), APPROVER, now))
                    .isPresent()) {
                world.carryOut(new RejectAdjustment(drawn.id(), pending.id(), "too late for this", APPROVER, now));
            }
            moveStock();
            return true;
        }
        if (now.isBefore(pending.deadline().orElseThrow())) {
            return false;
        }
        world.carryOut(new ExpireAdjustment(drawn.id(), pending.id(), Actor.ENGINE, now));
        return true;
    }

    private boolean monitored(Live live) {
        Map<String, Object> variables = LifecycleVariables.of(live);
        boolean stopped = !live.windows().isEmpty() && live.windows().getLast().course() == Course.STOP;
        if (stopped || (boolean) variables.get(io.reprise.bpmn.CampaignLifecycleProcess.SALE_OVER)) {
            close(live);
            return false;
        }
        Instant windowEnd = LifecycleVariables.windowEnd(live, live.windows().size() + 1);
        if (world.instant().isBefore(windowEnd)) {
            return false;
        }
        world.carryOut(sale.evaluation(live));
        Live evaluated = (Live) world.campaign();
        if (evaluated.windows().getLast().course() == Course.ADJUST) {
            adjust(evaluated);
        }
        return true;
    }

    private void adjust(Live live) {
        Instant now = LifecycleVariables.windowEnd(live, live.windows().size());
        world.carryOut(adjusting.apply(sale.adjustment(live, models.response(live, now, ""))));
        Live decided = (Live) world.campaign();
        Adjustment adjustment = decided.adjustments().getLast();
        if (adjustment.stage() != Stage.DECIDED || adjustment.outcome().changesNothing()) {
            return;
        }
        Map<String, Object> guardrails = rules.guardrails(LifecycleVariables.of(decided));
        Instant at = world.instant();
        Duration deadline = Duration.ofMinutes(((Number) guardrails.get(DecisionTables.DEADLINE_MINUTES)).longValue());
        Route route = Route.valueOf((String) guardrails.get(DecisionTables.ROUTE));
        String rule = (String) guardrails.get(DecisionTables.RULE);
        answerAt = at.plus(
                Duration.ofMinutes(ANSWER_MINUTES_MIN + person.nextInt(ANSWER_MINUTES_MAX - ANSWER_MINUTES_MIN)));
        world.send(new RouteAdjustment(drawn.id(), adjustment.id(), route, rule, at.plus(deadline), Actor.ENGINE, at))
                .ifPresent(refusal -> world.carryOut(new RouteAdjustment(
                        drawn.id(),
                        adjustment.id(),
                        Route.FORBIDDEN,
                        refusal.code() + ": " + refusal.message(),
                        at,
                        Actor.ENGINE,
                        at)));
        moveStock();
    }

    private void moveStock() {
        StockMoves.due((Live) world.campaign(), world, world.instant()).forEach(world::carryOut);
    }

    private void close(Live live) {
        if (live.report().isEmpty()) {
            world.carryOut(sale.closing(live, world.history()));
        }
        world.carryOut(new CloseCampaign(drawn.id(), Actor.ENGINE, world.instant()));
        release();
    }

    private void release() {
        drawn.plan().items().forEach(item -> world.carryOut(new ReleaseStock(item.sku(), drawn.id(), world.instant())));
    }
}
