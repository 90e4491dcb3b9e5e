package io.reprise.projections.campaignpage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentExpired;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentForbidden;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalEscalated;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignLaunched;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.CampaignEvent.LaunchFailed;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.CampaignEvent.StockSecured;
import io.reprise.domain.model.campaign.Extent;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.PlanVersion;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AssortmentOutcome;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.projections.campaignpage.CampaignPage.AdjustmentLine;
import io.reprise.projections.campaignpage.CampaignPage.TimelineEntry;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The campaign pages, folded from what happens to campaigns. */
public final class CampaignPages implements Projection<CampaignPage> {

    /** A page is one document of MongoDB, which holds 16 MiB: versions beyond this many items in all give way. */
    private static final int ITEMS_KEPT_MAX = 25_000;

    private static final String NAME = "campaign-page";

    private final ViewCollection<CampaignPage> pages;

    public CampaignPages(MongoDatabase database, ObjectMapper json) {
        pages = new ViewCollection<>(database, NAME, CampaignPage.class, json);
    }

    public Optional<CampaignPage> find(CampaignId id) {
        return pages.find(id.value());
    }

    public List<CampaignPage> all() {
        return pages.all();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int schema() {
        return 3;
    }

    @Override
    public Set<Class<?>> reads() {
        return Set.of(CampaignEvent.class);
    }

    @Override
    public Optional<String> document(Object event) {
        return event instanceof CampaignEvent happened
                ? Optional.of(happened.campaignId().value())
                : Optional.empty();
    }

    @Override
    public CampaignPage fold(CampaignPage before, long position, Object event) {
        return fold(before, position, (CampaignEvent) event);
    }

    @Override
    public ViewCollection<CampaignPage> views() {
        return pages;
    }

    /** The page after an event; changes and returns the page given. */
    static CampaignPage fold(CampaignPage before, long position, CampaignEvent event) {
        CampaignPage page = before == null ? new CampaignPage() : before;
        page.campaignId = event.campaignId().value();
        String detail = apply(page, event);
        page.timeline.add(new TimelineEntry(
                position,
                event.at(),
                event.getClass().getSimpleName(),
                event.actor().name(),
                detail));
        return page;
    }

    private static String apply(CampaignPage page, CampaignEvent event) {
        return switch (event) {
            case CampaignDrafted e -> draft(page, 1, e.plan(), e.actor());
            case PlanRevised e -> draft(page, e.planVersion(), e.plan(), e.actor());
            case PlanSubmitted e -> {
                page.phase = "predicting";
                forgetProposal(page);
                page.sentBackComment = "";
                yield "version " + e.planVersion();
            }
            case ForecastRecorded e -> {
                page.forecasts.add(e.forecast());
                yield e.forecast().role() + " by " + e.forecast().call().model() + " "
                        + e.forecast().call().fallbackReason();
            }
            case DecisionTaken e -> decided(page, e.decision());
            case ApprovalRequested e -> {
                page.phase = "awaiting-approval";
                page.proposalHash = e.proposalHash();
                page.approver = Optional.of(e.approver());
                page.approvalRule = e.rule();
                page.deadline = Optional.of(e.deadline());
                page.escalated = false;
                yield e.approver() + " until " + e.deadline();
            }
            case ApprovalEscalated e -> {
                page.escalated = true;
                yield "";
            }
            case PlanApproved e -> {
                page.phase = "approved";
                page.approvedBy = e.actor().name();
                page.deadline = Optional.empty();
                yield "";
            }
            case PlanSentBack e -> {
                page.phase = "drafting";
                forgetProposal(page);
                page.sentBackComment = e.comment();
                yield e.comment();
            }
            case DecisionOverridden e -> {
                if (e.outcome() instanceof ScheduleOutcome hours) {
                    page.schedule = Optional.of(hours);
                } else if (e.outcome() instanceof InventoryOutcome stock) {
                    page.inventory = Optional.of(stock);
                }
                page.proposalHash = e.proposalHash();
                yield e.reason();
            }
            case StockSecured e -> "";
            case CampaignLaunched e -> {
                page.phase = "live";
                page.discountsBps = new TreeMap<>(Campaign.planned(page.plan()));
                page.assortment.ifPresent(chosen -> page.discountsBps.putAll(chosen.discountsBps()));
                page.pushWaves = new ArrayList<>(page.schedule.orElseThrow().pushWaves());
                show(page, Extent.of(page.schedule.get().window(), page.plan().steered()));
                yield "";
            }
            case LaunchFailed e -> ended(page, "launch-failed", e.reason());
            case AdjustmentProposed e -> {
                AdjustmentLine line = stage(page, e.decisionId(), Stage.PROPOSED, e.actor(), e.at());
                line.rule = e.rule();
                line.deadline = Optional.of(e.deadline());
                yield e.rule();
            }
            case AdjustmentApplied e -> {
                stage(page, e.decisionId(), Stage.APPLIED, e.actor(), e.at()).rule = e.rule();
                page.discountsBps = new TreeMap<>(Campaign.changed(page.discountsBps, e.priceChanges()));
                if (e.push()) {
                    page.pushWaves.add(e.at());
                }
                shift(page, e.extent());
                yield e.priceChanges().size() + " prices" + (e.push() ? ", push wave" : "")
                        + (e.extent().isPresent() ? ", extent" : "");
            }
            case AdjustmentRejected e -> {
                stage(page, e.decisionId(), Stage.REJECTED, e.actor(), e.at());
                yield e.comment();
            }
            case AdjustmentExpired e -> {
                stage(page, e.decisionId(), Stage.EXPIRED, e.actor(), e.at());
                yield "";
            }
            case AdjustmentForbidden e -> {
                stage(page, e.decisionId(), Stage.FORBIDDEN, e.actor(), e.at()).rule = e.rule();
                yield e.rule();
            }
            case AdjustmentReverted e -> {
                AdjustmentLine line = stage(page, e.decisionId(), Stage.REVERTED, e.actor(), e.at());
                line.notRestored = e.notRestored().orElse(List.of());
                shift(page, e.extent());
                page.discountsBps = new TreeMap<>(Campaign.changed(page.discountsBps, e.priceChanges()));
                yield e.reason();
            }
            case CampaignClosed e -> ended(page, "closed", "");
            case CampaignStopped e -> ended(page, "stopped", e.reason());
        };
    }

    private static void shift(CampaignPage page, Optional<ExtentChange> change) {
        change.ifPresent(made -> show(
                page, new Extent(page.window.orElseThrow(), new TreeSet<>(page.aside), page.audienceBps).after(made)));
    }

    private static void show(CampaignPage page, Extent extent) {
        page.window = Optional.of(extent.window());
        page.aside = new ArrayList<>(extent.aside());
        page.audienceBps = extent.audienceBps();
    }

    private static String draft(CampaignPage page, int number, Plan plan, Actor author) {
        page.phase = "drafting";
        forgetProposal(page);
        page.versions.add(new PlanVersion(number, plan, author));
        while (page.versions.size() > 1 && itemsOf(page.versions) > ITEMS_KEPT_MAX) {
            page.versions.removeFirst();
        }
        page.sentBackComment = "";
        return "version " + number;
    }

    private static int itemsOf(List<PlanVersion> versions) {
        return versions.stream()
                .mapToInt(version -> version.plan().items().size())
                .sum();
    }

    /** What was decided for one version of the plan says nothing about the next. */
    private static void forgetProposal(CampaignPage page) {
        page.forecasts = new ArrayList<>();
        page.assortment = Optional.empty();
        page.discountsBps = new TreeMap<>();
        page.schedule = Optional.empty();
        page.inventory = Optional.empty();
        page.proposalHash = "";
        page.approver = Optional.empty();
        page.approvalRule = "";
        page.deadline = Optional.empty();
        page.escalated = false;
        page.window = Optional.empty();
    }

    private static String decided(CampaignPage page, DecisionRecord decision) {
        page.decisions.add(decision.id());
        switch (decision.outcome()) {
            case AssortmentOutcome o -> {
                page.assortment = Optional.of(o);
                page.discountsBps = o.discountsBps();
            }
            case ScheduleOutcome o -> page.schedule = Optional.of(o);
            case InventoryOutcome o -> page.inventory = Optional.of(o);
            case EvaluationOutcome o -> page.windowsEvaluated = ((EvaluationInputs) decision.inputs()).window();
            case CampaignReport o -> page.report = Optional.of(o);
            case AdjustmentOutcome o -> {
                AdjustmentLine line = new AdjustmentLine();
                line.decisionId = decision.id();
                line.window = ((AdjustmentInputs) decision.inputs()).window();
                line.outcome = o;
                line.stage = Stage.DECIDED;
                line.at = decision.at();
                page.adjustments.add(line);
            }
        }
        return decision.kind() + " " + decision.policy();
    }

    private static AdjustmentLine stage(CampaignPage page, DecisionId id, Stage stage, Actor actor, Instant at) {
        AdjustmentLine line = page.adjustments.stream()
                .filter(a -> a.decisionId.equals(id))
                .findFirst()
                .orElseThrow();
        line.stage = stage;
        line.actor = actor.name();
        line.at = at;
        return line;
    }

    private static String ended(CampaignPage page, String phase, String reason) {
        page.phase = phase;
        page.endReason = reason;
        page.deadline = Optional.empty();
        return reason;
    }
}
