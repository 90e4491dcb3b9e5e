package io.reprise.domain.model.sample;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.CloseCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.EscalateApproval;
import io.reprise.domain.model.campaign.CampaignCommand.ExpireAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.FailLaunch;
import io.reprise.domain.model.campaign.CampaignCommand.LaunchCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.SecureStock;
import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.CampaignDecider;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Drives one campaign through the real deciders, a step at a time; every step has to be accepted. The campaign, its stock
 * and its shoppers write into one log, as they would in an installation.
 */
public final class SampleSale {

    private final CampaignId id;
    private final SampleShop shop;
    private final SampleDesk desk;
    private final List<Object> log = new ArrayList<>();
    private final List<CampaignCommand> commands = new ArrayList<>();
    private final List<CampaignEvent> events = new ArrayList<>();
    private Campaign state = Campaign.NOT_DRAFTED;
    private Instant now = SampleHistory.DRAFTED;

    public SampleSale(CampaignId id) {
        this.id = id;
        this.shop = new SampleShop(id, log);
        this.desk = new SampleDesk(shop);
        shop.receiveStock(now);
    }

    /** Events of campaign, stock and audience, in the order in which they happened. */
    public List<Object> log() {
        return List.copyOf(log);
    }

    public List<CampaignEvent> events() {
        return List.copyOf(events);
    }

    /** The campaign's commands, each accepted with at least one event. */
    public List<CampaignCommand> commands() {
        return List.copyOf(commands);
    }

    public Campaign state() {
        return state;
    }

    /** Every tensor that went into or came out of a model, by its SHA-256. */
    public Map<String, Tensor> evidence() {
        return desk.evidence();
    }

    public Instant now() {
        return now;
    }

    public SampleSale draft(Plan plan) {
        return carryOut(new DraftCampaign(id, plan, SampleHistory.MEI, tick()));
    }

    public SampleSale revise(Plan plan) {
        return carryOut(new RevisePlan(id, plan, SampleHistory.MEI, tick()));
    }

    public SampleSale submit() {
        return carryOut(new SubmitPlan(id, ((Drafted) state).version().number(), SampleHistory.MEI, tick()));
    }

    /** The forecast of each discount, and the discounts chosen of it. */
    public SampleSale assort() {
        carryOut(desk.offers(state, tick()));
        return carryOut(desk.assortment(state, tick()));
    }

    /** Forecasts, schedule, stock. */
    public SampleSale predict() {
        desk.forecasts(state, tick()).forEach(this::carryOut);
        carryOut(desk.schedule(state, tick()));
        return carryOut(desk.inventory(state, tick()));
    }

    public SampleSale requestApproval() {
        Instant at = tick();
        return carryOut(new RequestApproval(
                id, Role.APPROVER, "approval-routing/1#rule_ordinary", at.plus(Duration.ofHours(4)), Actor.ENGINE, at));
    }

    public SampleSale escalate() {
        now = ((AwaitingApproval) state).deadline();
        return carryOut(new EscalateApproval(id, Actor.ENGINE, now));
    }

    public SampleSale sendBack(String comment) {
        return carryOut(new SendBackPlan(id, proposalHash(), comment, SampleHistory.ANA, tick()));
    }

    public SampleSale approve() {
        return carryOut(new ApprovePlan(id, proposalHash(), SampleHistory.ANA, tick()));
    }

    /** From the draft to the approval, without a detour. */
    public SampleSale approved(Plan plan) {
        return draft(plan).submit().predict().requestApproval().approve();
    }

    public SampleSale secureStock() {
        for (ItemStock item : ((Proposed) state).proposal().inventory().items()) {
            shop.send(new AllocateStock(item.sku(), id, item.allocated(), tick()));
        }
        return carryOut(new SecureStock(id, Actor.ENGINE, tick()));
    }

    public SampleSale failLaunch(String reason) {
        return carryOut(new FailLaunch(id, reason, Actor.ENGINE, tick()));
    }

    public SampleSale launch() {
        now = ((Proposed) state).proposal().schedule().window().from();
        carryOut(new LaunchCampaign(id, Actor.ENGINE, now));
        shop.enrol(now);
        return this;
    }

    /**
     * Sells through the next window and evaluates it.
     *
     * @param pace units shoppers want over units forecast
     * @param expected course that has to come out, so that the sample cannot become another story unnoticed
     */
    public SampleSale window(double pace, Course expected) {
        Live live = live();
        shop.sell(live, pace, desk.demand(live));
        now = SampleDesk.windowEnd(live, live.windows().size() + 1);
        carryOut(desk.evaluation(live, now));
        Course course = live().windows().getLast().course();
        if (course != expected) {
            throw new IllegalStateException("not the course that was expected: " + log.getLast());
        }
        return this;
    }

    /** @param elasticity one of {@link SampleModels}, or a factor on demand for each candidate step */
    public SampleSale decideAdjustment(List<Double> elasticity) {
        return carryOut(desk.adjustment(live(), elasticity, tick()));
    }

    public SampleSale route(Route route, String rule) {
        Instant at = tick();
        return carryOut(
                new RouteAdjustment(id, adjustment(), route, rule, at.plus(Duration.ofMinutes(60)), Actor.ENGINE, at));
    }

    public SampleSale approveAdjustment() {
        return carryOut(new ApproveAdjustment(id, adjustment(), SampleHistory.ANA, tick()));
    }

    public SampleSale rejectAdjustment(String comment) {
        return carryOut(new RejectAdjustment(id, adjustment(), comment, SampleHistory.ANA, tick()));
    }

    public SampleSale expireAdjustment() {
        now = live().adjustments().getLast().deadline().orElseThrow();
        return carryOut(new ExpireAdjustment(id, adjustment(), Actor.ENGINE, now));
    }

    public SampleSale revertAdjustment(String reason) {
        return carryOut(new RevertAdjustment(id, adjustment(), reason, SampleHistory.MEI, tick()));
    }

    /** The closing evaluation, the end, and unsold stock given back. */
    public SampleSale close() {
        carryOut(desk.closing(live(), tick()));
        carryOut(new CloseCampaign(id, Actor.ENGINE, tick()));
        return releaseStock();
    }

    public SampleSale stop(String reason) {
        return carryOut(new StopCampaign(id, reason, SampleHistory.MEI, tick()));
    }

    public SampleSale releaseStock() {
        for (var item : ((Drafted) state).version().plan().items()) {
            shop.send(new ReleaseStock(item.sku(), id, tick()));
        }
        return this;
    }

    /** Whatever is asked, as long as it is not refused. */
    public SampleSale carryOut(CampaignCommand command) {
        if (!(CampaignDecider.decide(state, command) instanceof Outcome.Accepted<CampaignEvent> accepted)
                || accepted.events().isEmpty()) {
            throw new IllegalStateException(command + " gave no event: " + CampaignDecider.decide(state, command));
        }
        commands.add(command);
        for (CampaignEvent event : accepted.events()) {
            events.add(event);
            log.add(event);
            state = CampaignHistory.evolve(state, event);
        }
        return this;
    }

    private Live live() {
        return (Live) state;
    }

    private DecisionId adjustment() {
        return live().adjustments().getLast().id();
    }

    private String proposalHash() {
        return ((Proposed) state).proposal().hash();
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }
}
