package io.reprise.workflows;

import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.FairnessLimit;
import io.reprise.domain.model.registry.GroupFairness;
import io.reprise.domain.model.registry.ModelCard;
import io.reprise.domain.model.registry.ModelRelease.Registered;
import io.reprise.domain.model.registry.ModelReleaseCommand.DeclineRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.EscalateReleaseApproval;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordEvaluation;
import io.reprise.domain.model.registry.ModelReleaseCommand.RequestReleaseApproval;
import io.reprise.domain.model.registry.ModelReleaseCommand.ShadowRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.PromotionTerms;
import io.reprise.domain.model.vocabulary.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * What the service tasks of {@code model-promotion.bpmn} do: each sends one command and then reads the process's
 * variables off the release again. A task that runs twice sends the same command twice, and the second changes nothing.
 */
final class PromotionDelegates {

    private final Commands commands;
    private final Releases releases;
    private final ModelCards cards;
    private final CampaignClock clock;
    private final PromotionTerms terms;
    private final FairnessLimit limit;

    PromotionDelegates(
            Commands commands,
            Releases releases,
            ModelCards cards,
            CampaignClock clock,
            PromotionTerms terms,
            FairnessLimit limit) {
        this.commands = commands;
        this.releases = releases;
        this.cards = cards;
        this.clock = clock;
        this.terms = terms;
        this.limit = limit;
    }

    private static ModelReleaseId id(DelegateExecution execution) {
        return ModelReleaseId.parse((String) execution.getVariable(ModelPromotionProcess.RELEASE_ID));
    }

    private void refresh(DelegateExecution execution) {
        execution.setVariables(PromotionVariables.of(id(execution), releases, terms));
    }

    /** What the card says becomes part of the log: from here on the card may be lost. */
    void evaluateRelease(DelegateExecution execution) {
        ModelReleaseId id = id(execution);
        if (releases.load(id) instanceof Registered) {
            ModelCard card = cards.find(id)
                    .orElseThrow(() -> new IllegalStateException("the card of '" + id.value()
                            + "' is missing: put the artifact back on the shelf, or retire the release"));
            commands.carryOut(new RecordEvaluation(
                    id,
                    card.metric(),
                    card.error(),
                    card.baselineError(),
                    GroupFairness.of(card.groups(), limit),
                    clock.instant()));
        }
        refresh(execution);
    }

    void declineRelease(DelegateExecution execution) {
        commands.carryOut(new DeclineRelease(id(execution), Actor.ENGINE, "a gate refused it", clock.instant()));
        refresh(execution);
    }

    void shadowRelease(DelegateExecution execution) {
        commands.carryOut(new ShadowRelease(id(execution), clock.instant()));
        refresh(execution);
    }

    void requestReleaseApproval(DelegateExecution execution) {
        commands.carryOut(new RequestReleaseApproval(
                id(execution), clock.instant().plus(terms.approvalWithin()), clock.instant()));
        refresh(execution);
    }

    void escalateReleaseApproval(DelegateExecution execution) {
        commands.carryOut(new EscalateReleaseApproval(id(execution), clock.instant()));
    }
}
