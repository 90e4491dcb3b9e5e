package io.reprise.projections.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignLaunched;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.LaunchFailed;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All campaigns at a glance, the latest first. */
public final class Board implements Projection<BoardEntry> {

    private static final String NAME = "board";

    private final ViewCollection<BoardEntry> entries;

    public Board(MongoDatabase database, ObjectMapper json) {
        entries = new ViewCollection<>(database, NAME, BoardEntry.class, json);
    }

    public List<BoardEntry> all() {
        return entries.all().stream()
                .sorted(Comparator.comparing((BoardEntry e) -> e.updatedAt).reversed())
                .toList();
    }

    /** How many campaigns there are of each phase. */
    public Map<String, Long> phases() {
        return entries.counts("phase");
    }

    public Optional<BoardEntry> find(String campaignId) {
        return entries.find(campaignId);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Set<Class<?>> reads() {
        return Set.of(CampaignEvent.class, SignalsReceived.class);
    }

    @Override
    public Optional<String> document(Object event) {
        return switch (event) {
            case CampaignEvent happened -> Optional.of(happened.campaignId().value());
            case SignalsReceived received -> Optional.of(received.campaign().value());
            default -> Optional.empty();
        };
    }

    @Override
    public BoardEntry fold(BoardEntry before, long position, Object event) {
        return event instanceof SignalsReceived received
                ? before == null ? null : sold(before, received)
                : fold(before, (CampaignEvent) event);
    }

    @Override
    public ViewCollection<BoardEntry> views() {
        return entries;
    }

    private static BoardEntry sold(BoardEntry entry, SignalsReceived received) {
        Arm.InCampaign arms = Arm.in(received.campaign());
        for (Signal signal : received.signals()) {
            if (signal.action() == Signal.Action.ORDER
                    && arms.of(signal.shopper(), received.holdOutBps()) == Arm.TREATED) {
                entry.unitsSold += signal.units();
                entry.revenueCents += signal.units() * signal.priceCents();
            }
        }
        return entry;
    }

    static BoardEntry fold(BoardEntry before, CampaignEvent event) {
        BoardEntry entry = before == null ? new BoardEntry() : before;
        entry.campaignId = event.campaignId().value();
        entry.updatedAt = event.at();
        switch (event) {
            case CampaignDrafted e -> plan(entry, e.plan());
            case PlanRevised e -> plan(entry, e.plan());
            case PlanSubmitted e -> at(entry, "predicting", "models");
            case ApprovalRequested e -> at(entry, "awaiting-approval", "approver");
            case PlanSentBack e -> at(entry, "drafting", "marketer");
            case PlanApproved e -> at(entry, "approved", "launch");
            case CampaignLaunched e -> at(entry, "live", "window");
            case AdjustmentProposed e -> at(entry, "live", "approver");
            case CampaignEvent.AdjustmentApplied e -> {
                at(entry, "live", "window");
                endsAt(entry, e.extent());
            }
            case CampaignEvent.AdjustmentRejected e -> at(entry, "live", "window");
            case CampaignEvent.AdjustmentExpired e -> at(entry, "live", "window");
            case CampaignEvent.AdjustmentReverted e -> endsAt(entry, e.extent());
            case LaunchFailed e -> at(entry, "launch-failed", "nothing");
            case CampaignClosed e -> at(entry, "closed", "nothing");
            case CampaignStopped e -> at(entry, "stopped", "nothing");
            case DecisionTaken e -> {
                if (e.decision().outcome() instanceof ScheduleOutcome schedule) {
                    entry.from = schedule.window().from();
                    entry.to = schedule.window().to();
                } else if (e.decision().outcome() instanceof EvaluationOutcome evaluation) {
                    entry.pace = Optional.of(evaluation.pace());
                }
            }
            // Nothing of these shows on the board.
            case CampaignEvent.DecisionOverridden e -> {
                if (e.outcome() instanceof ScheduleOutcome schedule) {
                    entry.from = schedule.window().from();
                    entry.to = schedule.window().to();
                }
            }
            case CampaignEvent.ForecastRecorded e -> {}
            case CampaignEvent.ApprovalEscalated e -> {}
            case CampaignEvent.StockSecured e -> {}
            case CampaignEvent.AdjustmentForbidden e -> {}
        }
        return entry;
    }

    private static void endsAt(BoardEntry entry, Optional<ExtentChange> extent) {
        extent.flatMap(ExtentChange::end).ifPresent(move -> entry.to = move.to());
    }

    private static void plan(BoardEntry entry, Plan plan) {
        entry.name = plan.name();
        entry.currency = plan.currency();
        entry.zone = plan.zone().getId();
        entry.from = plan.within().from();
        entry.to = plan.within().to();
        entry.holdOutBps = plan.holdOutBps();
        at(entry, "drafting", "marketer");
    }

    private static void at(BoardEntry entry, String phase, String waitsFor) {
        entry.phase = phase;
        entry.waitsFor = waitsFor;
    }
}
