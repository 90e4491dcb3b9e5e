package io.reprise.workflows;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.PlanSolver;
import io.reprise.domain.model.port.Processes;
import io.reprise.domain.model.port.PurchasePredictor;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.CampaignId;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * The beans that {@code campaign-lifecycle.bpmn} names, and what keeps processes and events together. Models come twice:
 * qualified {@code champion} and {@code baseline}. The engine is still being built when these are made: {@code @Lazy} waits
 * for it where it is used.
 */
@Configuration(proxyBeanMethods = false)
@Import(PromotionConfiguration.class)
public class WorkflowsConfiguration {

    @Bean
    LifecycleDelegates lifecycleDelegates(
            CommandGateway gateway,
            Campaigns campaigns,
            StockItems stock,
            Signals signals,
            EvidenceStore evidence,
            CampaignClock clock,
            @Qualifier("champion") DemandForecaster championDemand,
            @Qualifier("champion") PurchasePredictor championPurchase,
            @Qualifier("baseline") DemandForecaster baselineDemand,
            @Qualifier("baseline") PurchasePredictor baselinePurchase,
            PlanSolver solver,
            PlanningLimits limits) {
        Surroundings surroundings = new Surroundings(campaigns, stock, evidence, solver, limits);
        return LifecycleDelegates.of(
                new Commands(gateway),
                campaigns,
                stock,
                clock,
                new PlanningDesk(stock, evidence, clock, surroundings),
                new SaleDesk(stock, signals, evidence, clock, surroundings),
                new Forecasting(championDemand, championPurchase, evidence),
                new Forecasting(baselineDemand, baselinePurchase, evidence));
    }

    @Bean
    JavaDelegate forecast(LifecycleDelegates delegates) {
        return delegates.planning()::forecast;
    }

    @Bean
    JavaDelegate moveStock(LifecycleDelegates delegates) {
        return delegates.sale()::moveStock;
    }

    @Bean
    JavaDelegate forecastOffers(LifecycleDelegates delegates) {
        return delegates.planning()::forecastOffers;
    }

    @Bean
    JavaDelegate forecastOffersByBaseline(LifecycleDelegates delegates) {
        return delegates.planning()::forecastOffersByBaseline;
    }

    @Bean
    JavaDelegate decideAssortment(LifecycleDelegates delegates) {
        return delegates.planning()::decideAssortment;
    }

    @Bean
    JavaDelegate forecastByBaseline(LifecycleDelegates delegates) {
        return delegates.planning()::forecastByBaseline;
    }

    @Bean
    JavaDelegate decideSchedule(LifecycleDelegates delegates) {
        return delegates.planning()::decideSchedule;
    }

    @Bean
    JavaDelegate decideInventory(LifecycleDelegates delegates) {
        return delegates.planning()::decideInventory;
    }

    @Bean
    JavaDelegate requestApproval(
            LifecycleDelegates delegates, TasklistAnswers answers, ObjectProvider<ProcessReconciler> processes) {
        return asking(delegates.planning()::requestApproval, answers, processes);
    }

    /** A person may answer as soon as they are asked, which is before the process waits for it: then it is looked at again. */
    private static JavaDelegate asking(
            JavaDelegate step, TasklistAnswers answers, ObjectProvider<ProcessReconciler> processes) {
        return execution -> {
            CampaignId id = new CampaignId(execution.getProcessBusinessKey());
            answers.hold(id.value(), () -> processes.getObject().reconcile(id));
            step.execute(execution);
        };
    }

    @Bean
    JavaDelegate escalateApproval(LifecycleDelegates delegates) {
        return delegates.planning()::escalateApproval;
    }

    @Bean
    JavaDelegate secureStock(LifecycleDelegates delegates) {
        return delegates.launch()::secureStock;
    }

    @Bean
    JavaDelegate releaseStock(LifecycleDelegates delegates) {
        return delegates.launch()::releaseStock;
    }

    @Bean
    JavaDelegate launch(LifecycleDelegates delegates) {
        return delegates.launch()::launch;
    }

    @Bean
    JavaDelegate failLaunch(LifecycleDelegates delegates) {
        return delegates.launch()::failLaunch;
    }

    @Bean
    JavaDelegate evaluate(LifecycleDelegates delegates) {
        return delegates.sale()::evaluate;
    }

    @Bean
    JavaDelegate forecastResponse(LifecycleDelegates delegates) {
        return delegates.sale()::forecastResponse;
    }

    @Bean
    JavaDelegate forecastResponseByBaseline(LifecycleDelegates delegates) {
        return delegates.sale()::forecastResponseByBaseline;
    }

    @Bean
    JavaDelegate decideAdjustment(LifecycleDelegates delegates) {
        return delegates.sale()::decideAdjustment;
    }

    @Bean
    JavaDelegate routeAdjustment(
            LifecycleDelegates delegates, TasklistAnswers answers, ObjectProvider<ProcessReconciler> processes) {
        return asking(delegates.sale()::routeAdjustment, answers, processes);
    }

    @Bean
    JavaDelegate expireAdjustment(LifecycleDelegates delegates) {
        return delegates.sale()::expireAdjustment;
    }

    @Bean
    JavaDelegate evaluateSale(LifecycleDelegates delegates) {
        return delegates.sale()::evaluateSale;
    }

    @Bean
    JavaDelegate closeSale(LifecycleDelegates delegates) {
        return delegates.sale()::closeSale;
    }

    @Bean
    TasklistAnswers tasklistAnswers() {
        return new TasklistAnswers();
    }

    /** The reconciler needs the engine, which needs this listener: it is looked up when it is first used. */
    @Bean
    TaskListener personalTask(
            CommandGateway gateway,
            Campaigns campaigns,
            CampaignClock clock,
            TasklistAnswers answers,
            ObjectProvider<ProcessReconciler> reconciler) {
        return new PersonalTask(new Commands(gateway), campaigns, clock, answers, (CampaignId id) -> reconciler
                .getObject()
                .reconcile(id));
    }

    @Bean
    ProcessReconciler processReconciler(
            @Lazy ProcessEngine engine,
            Campaigns campaigns,
            StockItems stock,
            PromotionReconciler promotions,
            TasklistAnswers answers) {
        return new ProcessReconciler(engine, campaigns, stock, promotions, answers);
    }

    @Bean
    Processes processes(@Lazy ProcessEngine engine) {
        return new CamundaProcesses(engine);
    }

    @Bean
    ProcessTimers processTimers(@Lazy ProcessEngine engine) {
        return new ProcessTimers(engine);
    }

    @Bean
    LifecycleReactions lifecycleReactions(ProcessReconciler reconciler, LifecycleDelegates delegates, ServerTurn turn) {
        return new LifecycleReactions(reconciler, delegates.sale()::moveStock, turn);
    }
}
