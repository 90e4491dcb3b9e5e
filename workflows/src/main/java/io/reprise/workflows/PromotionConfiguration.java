package io.reprise.workflows;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.FairnessLimit;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.PromotionTerms;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The beans that {@code model-promotion.bpmn} names, and what keeps promotions and events together. */
@Configuration(proxyBeanMethods = false)
public class PromotionConfiguration {

    @Bean
    PromotionTerms promotionTerms() {
        return PromotionTerms.DEFAULT;
    }

    @Bean
    FairnessLimit fairnessLimit() {
        return FairnessLimit.DEFAULT;
    }

    @Bean
    PromotionDelegates promotionDelegates(
            CommandGateway gateway,
            Releases releases,
            ModelCards cards,
            CampaignClock clock,
            PromotionTerms terms,
            FairnessLimit limit) {
        return new PromotionDelegates(new Commands(gateway), releases, cards, clock, terms, limit);
    }

    @Bean
    JavaDelegate evaluateRelease(PromotionDelegates delegates) {
        return delegates::evaluateRelease;
    }

    @Bean
    JavaDelegate declineRelease(PromotionDelegates delegates) {
        return delegates::declineRelease;
    }

    @Bean
    JavaDelegate shadowRelease(PromotionDelegates delegates) {
        return delegates::shadowRelease;
    }

    @Bean
    JavaDelegate requestReleaseApproval(PromotionDelegates delegates) {
        return delegates::requestReleaseApproval;
    }

    @Bean
    JavaDelegate escalateReleaseApproval(PromotionDelegates delegates) {
        return delegates::escalateReleaseApproval;
    }

    /** The reconciler needs the engine, which needs this listener: it is looked up when it is first used. */
    @Bean
    TaskListener releaseTask(
            CommandGateway gateway,
            Releases releases,
            CampaignClock clock,
            PromotionTerms terms,
            TasklistAnswers answers,
            ObjectProvider<PromotionReconciler> reconciler) {
        return new ReleaseTask(new Commands(gateway), releases, clock, terms, answers, (ModelReleaseId id) -> reconciler
                .getObject()
                .reconcile(id));
    }

    @Bean
    PromotionReconciler promotionReconciler(
            @Lazy ProcessEngine engine, Releases releases, PromotionTerms terms, TasklistAnswers answers) {
        return new PromotionReconciler(engine, releases, terms, answers);
    }

    @Bean
    PromotionReactions promotionReactions(PromotionReconciler reconciler, ServerTurn turn) {
        return new PromotionReactions(reconciler, turn);
    }

    @Bean
    ShadowRecorder shadowRecorder(CommandGateway gateway, Releases releases, CampaignClock clock) {
        return new ShadowRecorder(gateway, releases, clock);
    }
}
