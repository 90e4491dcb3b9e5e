package io.reprise.benchmarks.faults;

import io.reprise.checker.Acknowledged;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** A marketer who plans one sale and may stop it, and an approver who looks in now and then. */
final class People {

    private static final Actor MARKETER = new Actor("mei", Set.of(Role.MARKETER));
    private static final Actor APPROVER = new Actor("finn", Set.of(Role.APPROVER, Role.FINANCE));
    private static final Duration LOOK = Duration.ofMinutes(30);
    private static final int STOPS_ONE_IN = 8;
    private static final Duration STOPS_WITHIN = Duration.ofHours(16);

    private final DrawnSale sale;
    private final Network network;
    private final Agenda agenda;
    private final Dice dice;
    private final Collection<Acknowledged> told;

    People(DrawnSale sale, Network network, Agenda agenda, Dice dice, Collection<Acknowledged> told) {
        this.sale = sale;
        this.network = network;
        this.agenda = agenda;
        this.dice = dice;
        this.told = told;
    }

    void begin() {
        send(
                new DraftCampaign(sale.id(), sale.plan(), MARKETER, agenda.now()),
                "campaign.drafted",
                () -> send(
                        new SubmitPlan(sale.id(), 1, MARKETER, agenda.now()),
                        "campaign.plan-submitted",
                        () -> agenda.in(agenda.upTo(LOOK), this::look)));
        if (dice.drawn(STOPS_ONE_IN) == 0) {
            agenda.in(
                    agenda.upTo(STOPS_WITHIN),
                    () -> send(
                            new StopCampaign(sale.id(), "price mistake", MARKETER, agenda.now()),
                            "campaign.stopped",
                            () -> {}));
        }
    }

    private void send(CampaignCommand command, String event, Runnable then) {
        network.call(
                life -> {
                    life.commands().sendAndWait(command);
                    return life.campaigns().load(id());
                },
                answer -> {
                    // Who stops a sale that is over is told so: nothing is done, and nothing is wrong.
                    answer.filter(now -> !(command instanceof StopCampaign)
                                    || now instanceof Ended ended && ended.how() == How.STOPPED)
                            .ifPresent(
                                    now -> told.add(Acknowledged.event(sale.id().value(), event)));
                    then.run();
                });
    }

    private CampaignId id() {
        return sale.id();
    }

    /** Looks at the inbox, and answers what waits there, or leaves it for now. */
    private void look() {
        network.call(life -> life.campaigns().load(id()), campaign -> {
            boolean isOver = campaign.filter(Ended.class::isInstance).isPresent();
            if (!isOver) {
                campaign.ifPresent(this::answer);
                agenda.in(agenda.upTo(LOOK), this::look);
            }
        });
    }

    private void answer(Campaign campaign) {
        switch (campaign) {
            case AwaitingApproval waiting ->
                send(
                        new ApprovePlan(id(), waiting.proposal().hash(), APPROVER, agenda.now()),
                        "campaign.plan-approved",
                        () -> {});
            case Live live -> {
                Optional<Adjustment> pending = live.pending();
                pending.ifPresent(this::answer);
            }
            default -> {
                // Nothing waits for anybody.
            }
        }
    }

    private void answer(Adjustment pending) {
        switch (dice.drawn(3)) {
            case 0 ->
                send(
                        new ApproveAdjustment(id(), pending.id(), APPROVER, agenda.now()),
                        "campaign.adjustment-applied",
                        () -> {});
            case 1 ->
                send(
                        new RejectAdjustment(id(), pending.id(), "not now", APPROVER, agenda.now()),
                        "campaign.adjustment-rejected",
                        () -> {});
            default -> {
                // Nobody answers.
            }
        }
    }
}
