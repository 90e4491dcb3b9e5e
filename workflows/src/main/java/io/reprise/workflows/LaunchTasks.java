package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.CampaignCommand.FailLaunch;
import io.reprise.domain.model.campaign.CampaignCommand.LaunchCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SecureStock;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Refusal;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Service tasks around a launch: its stock is set aside, the sale begins, and where it does not the stock is given back. */
final class LaunchTasks {

    private final Commands commands;
    private final StockItems stock;
    private final CampaignClock clock;
    private final CampaignAtHand at;

    LaunchTasks(Commands commands, StockItems stock, CampaignClock clock, CampaignAtHand at) {
        this.commands = commands;
        this.stock = stock;
        this.clock = clock;
        this.at = at;
    }

    void secureStock(DelegateExecution execution) {
        Proposed campaign = at.in(Proposed.class, execution);
        for (ItemStock item : campaign.proposal().inventory().items()) {
            Optional<Refusal> refusal =
                    commands.send(new AllocateStock(item.sku(), campaign.id(), item.allocated(), clock.instant()));
            boolean there = stock.load(item.sku()).shares().containsKey(campaign.id());
            if (refusal.isPresent() || !there) {
                release(campaign);
                throw new BpmnError(
                        CampaignLifecycleProcess.LAUNCH_FAILED_CODE,
                        refusal.map(Refusal::message).orElse("the stock of '" + item.sku() + "' was given back"));
            }
        }
        commands.carryOut(new SecureStock(campaign.id(), Actor.ENGINE, clock.instant()));
        at.refresh(execution);
    }

    void releaseStock(DelegateExecution execution) {
        Campaign campaign = at.campaigns().load(CampaignAtHand.id(execution));
        if (campaign instanceof Proposed proposed) {
            release(proposed);
        } else if (campaign instanceof Campaign.Ended ended) {
            ended.proposal()
                    .ifPresent(
                            proposal -> release(ended.id(), proposal.inventory().items()));
        }
    }

    private void release(Proposed campaign) {
        release(campaign.id(), campaign.proposal().inventory().items());
    }

    private void release(CampaignId campaign, Iterable<ItemStock> items) {
        for (ItemStock item : items) {
            commands.carryOut(new ReleaseStock(item.sku(), campaign, clock.instant()));
        }
    }

    void launch(DelegateExecution execution) {
        commands.send(new LaunchCampaign(CampaignAtHand.id(execution), Actor.ENGINE, clock.instant()))
                .ifPresent(refusal -> {
                    throw new BpmnError(CampaignLifecycleProcess.LAUNCH_FAILED_CODE, refusal.message());
                });
        at.refresh(execution);
    }

    void failLaunch(DelegateExecution execution) {
        commands.carryOut(new FailLaunch(
                CampaignAtHand.id(execution), CampaignAtHand.failure(execution), Actor.ENGINE, clock.instant()));
    }
}
