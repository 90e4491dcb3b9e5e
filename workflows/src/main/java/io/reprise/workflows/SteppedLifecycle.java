package io.reprise.workflows;

import static io.reprise.bpmn.CampaignLifecycleProcess.ADJUSTMENT_DEADLINE;
import static io.reprise.bpmn.CampaignLifecycleProcess.APPROVAL_DEADLINE;
import static io.reprise.bpmn.CampaignLifecycleProcess.APPROVAL_ROUTING;
import static io.reprise.bpmn.CampaignLifecycleProcess.FAILURE;
import static io.reprise.bpmn.CampaignLifecycleProcess.GUARDRAILS;
import static io.reprise.bpmn.CampaignLifecycleProcess.LAUNCH_AT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_APPLY_GUARDRAILS;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_APPROVE_ADJUSTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_APPROVE_PLAN;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_CLOSE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_CLOSING_EVALUATION;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_DECIDE_ADJUSTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_DECIDE_ASSORTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_DECIDE_INVENTORY;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_DECIDE_SCHEDULE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_EVALUATE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_EVALUATE_STOPPED;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_EXPIRE_ADJUSTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FAIL_LAUNCH;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_BASELINE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_OFFERS;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_OFFERS_BASELINE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_RESPONSE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_RESPONSE_BASELINE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_LAUNCH;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_MOVE_STOCK;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_PLAN;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_RELEASE_AFTER_STOP;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_RELEASE_STOCK;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_REQUEST_APPROVAL;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_ROUTE_ADJUSTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_ROUTE_APPROVAL;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_SECURE_STOCK;
import static io.reprise.bpmn.CampaignLifecycleProcess.TIMER_LAUNCH;
import static io.reprise.bpmn.CampaignLifecycleProcess.TIMER_WINDOW;
import static io.reprise.bpmn.CampaignLifecycleProcess.WINDOW_ENDS_AT;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.PlanSolver;
import io.reprise.domain.model.port.PurchasePredictor;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.lang.reflect.Proxy;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * {@code campaign-lifecycle.bpmn} a step at a time, without an engine, for a simulation that decides itself when which step
 * happens and which is forgotten. What a step does is done by the very delegates of the process; what follows it says
 * {@link LifecycleFlow}.
 */
public final class SteppedLifecycle {

    /** The decision tables of the process. */
    public interface Rules {
        Map<String, Object> approval(Map<String, Object> variables);

        Map<String, Object> guardrails(Map<String, Object> variables);
    }

    /** The ports a process has. */
    public record Ports(
            CommandGateway commands,
            Campaigns campaigns,
            StockItems stock,
            Signals signals,
            EvidenceStore evidence,
            CampaignClock clock,
            PlanSolver solver) {}

    /** Models that are asked, the champions or the baselines. */
    public record Models(DemandForecaster demand, PurchasePredictor purchase) {}

    /** Where a process stands: before an element, with its variables. A working copy, which may be lost. */
    public record Standing(CampaignId campaign, String element, Map<String, Object> variables) {
        public Standing {
            variables = new HashMap<>(variables);
        }
    }

    private static final Set<String> AFTER_STOP = Set.of(TASK_RELEASE_AFTER_STOP, TASK_EVALUATE_STOPPED);

    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Rules rules;
    private final LifecycleDelegates delegates;

    public SteppedLifecycle(Ports ports, Models champion, Models baseline, Rules rules) {
        this.campaigns = ports.campaigns();
        this.clock = ports.clock();
        this.rules = rules;
        Surroundings surroundings = new Surroundings(
                ports.campaigns(), ports.stock(), ports.evidence(), ports.solver(), new PlanningLimits(0, 0));
        this.delegates = LifecycleDelegates.of(
                new Commands(ports.commands()),
                ports.campaigns(),
                ports.stock(),
                ports.clock(),
                new PlanningDesk(ports.stock(), ports.evidence(), ports.clock(), surroundings),
                new SaleDesk(ports.stock(), ports.signals(), ports.evidence(), ports.clock(), surroundings),
                new Forecasting(champion.demand(), champion.purchase(), ports.evidence()),
                new Forecasting(baseline.demand(), baseline.purchase(), ports.evidence()));
    }

    /** As the reconciler starts a process that is not there; empty where the campaign needs none. */
    public Optional<Standing> started(CampaignId id) {
        return campaigns.load(id) instanceof Drafted drafted
                ? LifecycleStanding.startsBefore(drafted)
                        .map(element -> new Standing(id, element, LifecycleVariables.of(drafted)))
                : Optional.empty();
    }

    /**
     * Does the element's work.
     *
     * @return where the process stands then, at the same element where it waits there; empty where it is over
     * @throws RuntimeException where the step failed and is to be tried again from where it stood
     */
    public Optional<Standing> step(Standing at) {
        Campaign campaign = campaigns.load(at.campaign());
        Map<String, Object> variables = new HashMap<>(at.variables());
        String element = at.element();
        if (campaign instanceof Ended ended && ended.how() == How.STOPPED && !AFTER_STOP.contains(element)) {
            // The event sub-process of the kill switch interrupts everything else.
            element = TASK_RELEASE_AFTER_STOP;
        }
        String next = waitsAt(element) ? answered(element, campaign, variables) : worked(element, variables);
        return next.isEmpty() ? Optional.empty() : Optional.of(new Standing(at.campaign(), next, variables));
    }

    private static boolean waitsAt(String element) {
        return Set.of(TASK_PLAN, TASK_APPROVE_PLAN, TIMER_LAUNCH, TIMER_WINDOW, TASK_APPROVE_ADJUSTMENT)
                .contains(element);
    }

    private String answered(String element, Campaign campaign, Map<String, Object> variables) {
        boolean goesOn =
                switch (element) {
                    case TASK_PLAN -> !(campaign instanceof Drafting);
                    case TASK_APPROVE_PLAN -> !(campaign instanceof AwaitingApproval);
                    case TIMER_LAUNCH -> isDue(variables, LAUNCH_AT);
                    case TIMER_WINDOW -> {
                        variables.putAll(LifecycleVariables.of(campaign)); // The sale may have been given another end.
                        yield isDue(variables, WINDOW_ENDS_AT);
                    }
                    default -> !(campaign instanceof Live live && live.pending().isPresent());
                };
        if (goesOn) {
            variables.putAll(LifecycleVariables.of(campaign));
            return LifecycleFlow.after(element, variables);
        }
        if (campaign instanceof AwaitingApproval waiting
                && !waiting.escalated()
                && isDue(variables, APPROVAL_DEADLINE)) {
            delegates.planning().escalateApproval(execution(variables));
        } else if (element.equals(TASK_APPROVE_ADJUSTMENT) && isDue(variables, ADJUSTMENT_DEADLINE)) {
            return TASK_EXPIRE_ADJUSTMENT;
        }
        return element;
    }

    private boolean isDue(Map<String, Object> variables, String timer) {
        return !clock.instant().isBefore(((Date) variables.get(timer)).toInstant());
    }

    private String worked(String element, Map<String, Object> variables) {
        try {
            work(element, variables);
            return LifecycleFlow.after(element, variables);
        } catch (BpmnError e) {
            variables.put(FAILURE, e.getMessage());
            return LifecycleFlow.afterError(element);
        }
    }

    private void work(String element, Map<String, Object> variables) {
        DelegateExecution execution = execution(variables);
        switch (element) {
            case TASK_FORECAST_OFFERS -> delegates.planning().forecastOffers(execution);
            case TASK_FORECAST_OFFERS_BASELINE -> delegates.planning().forecastOffersByBaseline(execution);
            case TASK_DECIDE_ASSORTMENT -> delegates.planning().decideAssortment(execution);
            case TASK_FORECAST -> delegates.planning().forecast(execution);
            case TASK_FORECAST_BASELINE -> delegates.planning().forecastByBaseline(execution);
            case TASK_DECIDE_SCHEDULE -> delegates.planning().decideSchedule(execution);
            case TASK_DECIDE_INVENTORY -> delegates.planning().decideInventory(execution);
            case TASK_ROUTE_APPROVAL -> variables.put(APPROVAL_ROUTING, rules.approval(variables));
            case TASK_REQUEST_APPROVAL -> delegates.planning().requestApproval(execution);
            case TASK_SECURE_STOCK -> delegates.launch().secureStock(execution);
            case TASK_RELEASE_STOCK, TASK_RELEASE_AFTER_STOP ->
                delegates.launch().releaseStock(execution);
            case TASK_LAUNCH -> delegates.launch().launch(execution);
            case TASK_FAIL_LAUNCH -> delegates.launch().failLaunch(execution);
            case TASK_EVALUATE -> delegates.sale().evaluate(execution);
            case TASK_FORECAST_RESPONSE -> delegates.sale().forecastResponse(execution);
            case TASK_FORECAST_RESPONSE_BASELINE -> delegates.sale().forecastResponseByBaseline(execution);
            case TASK_DECIDE_ADJUSTMENT -> delegates.sale().decideAdjustment(execution);
            case TASK_APPLY_GUARDRAILS -> variables.put(GUARDRAILS, rules.guardrails(variables));
            case TASK_ROUTE_ADJUSTMENT -> delegates.sale().routeAdjustment(execution);
            case TASK_MOVE_STOCK -> delegates.sale().moveStock(execution);
            case TASK_EXPIRE_ADJUSTMENT -> delegates.sale().expireAdjustment(execution);
            case TASK_CLOSING_EVALUATION, TASK_EVALUATE_STOPPED ->
                delegates.sale().evaluateSale(execution);
            case TASK_CLOSE -> delegates.sale().closeSale(execution);
            default -> {
                // A sub-process begins, nothing more.
            }
        }
    }

    /** What delegates see of a process: its variables. */
    private static DelegateExecution execution(Map<String, Object> variables) {
        return (DelegateExecution) Proxy.newProxyInstance(
                DelegateExecution.class.getClassLoader(),
                new Class<?>[] {DelegateExecution.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getVariable" -> variables.get((String) arguments[0]);
                    case "setVariable" -> variables.put((String) arguments[0], arguments[1]);
                    case "setVariables" -> {
                        ((Map<?, ?>) arguments[0]).forEach((name, value) -> variables.put((String) name, value));
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
