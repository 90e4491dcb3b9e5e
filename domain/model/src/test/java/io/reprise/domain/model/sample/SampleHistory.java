package io.reprise.domain.model.sample;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.registry.FairnessLimit;
import io.reprise.domain.model.registry.GroupFairness;
import io.reprise.domain.model.registry.GroupFairness.GroupGap;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand;
import io.reprise.domain.model.registry.ModelReleaseCommand.DeclineRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.EscalateReleaseApproval;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordEvaluation;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordShadowComparison;
import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RequestReleaseApproval;
import io.reprise.domain.model.registry.ModelReleaseCommand.RetireRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RollBackRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.ShadowRelease;
import io.reprise.domain.model.registry.ModelReleaseDecider;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.ShadowComparison;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whole histories, each the work of the real deciders; the same at every call. For tests of all modules. */
public final class SampleHistory {

    public static final CampaignId SALE = new CampaignId("double-11-2026");
    public static final CampaignId TROUBLED = new CampaignId("singles-day-rehearsal");
    public static final CampaignId FAILED = new CampaignId("black-friday-2026");

    public static final Actor MEI = new Actor("mei", Set.of(Role.MARKETER));
    public static final Actor ANA = new Actor("ana", Set.of(Role.APPROVER));
    public static final Actor FINN = new Actor("finn", Set.of(Role.FINANCE));

    public static final Sku LAMP = new Sku("LAMP-2");
    public static final Sku MUG = new Sku("MUG.blue");
    public static final Sku THROW = new Sku("THROW_9");
    public static final WarehouseId NORTH = new WarehouseId("north");
    public static final WarehouseId SOUTH = new WarehouseId("south");

    public static final int HOLD_OUT_BPS = 1_000;
    public static final Instant DRAFTED = Instant.parse("2026-11-08T09:00:00Z");

    /** The sale runs 24 of these 48 hours. */
    public static final TimeWindow WITHIN =
            new TimeWindow(Instant.parse("2026-11-10T16:00:00Z"), Instant.parse("2026-11-12T16:00:00Z"));

    public static final ModelReleaseId RELEASE = new ModelReleaseId("demand", Sha256.hexOf("artifact", "demand"));
    public static final ModelReleaseId DECLINED = new ModelReleaseId("purchase", Sha256.hexOf("artifact", "purchase"));
    public static final ModelReleaseId ROLLED_BACK =
            new ModelReleaseId("demand", Sha256.hexOf("artifact", "demand", "later"));
    public static final GroupFairness FAIR_ENOUGH = new GroupFairness(
            FairnessLimit.DEFAULT,
            List.of(new GroupGap("shopper", "new", 400, 0.0625), new GroupGap("shopper", "returning", 4_000, 0.03125)));

    private SampleHistory() {}

    /** Three items, six monitoring windows of four hours. @param discountBps the discount each item starts with */
    public static Plan plan(int discountBps) {
        return new Plan(
                "Double 11",
                "GBP",
                ZoneId.of("Europe/London"),
                WITHIN,
                24,
                240,
                2,
                1,
                HOLD_OUT_BPS,
                2_500_000,
                new Plan.Guardrails(4_000, 500, 500, 2, 90),
                List.of(
                        new Plan.PlannedItem(LAMP, "Desk lamp", 2_999, 1_400, discountBps),
                        new Plan.PlannedItem(MUG, "Mug, blue", 899, 300, discountBps),
                        new Plan.PlannedItem(THROW, "Wool throw", 4_999, 2_600, discountBps)));
    }

    /**
     * {@link #SALE}, from draft to closed. It starts slowly: after its second window the re-tuner takes a small step
     * alone, after its third a large one that Ana approves; then it recovers.
     */
    public static SampleSale closedSale() {
        return new SampleSale(SALE)
                .approved(plan(2_000))
                .secureStock()
                .launch()
                .window(0.9, Course.CONTINUE)
                .window(0.7, Course.ADJUST)
                .decideAdjustment(SampleModels.MILD)
                .route(Route.AUTOMATIC, "adjustment-guardrails/1#rule_small_step")
                .window(0.8, Course.ADJUST)
                .decideAdjustment(SampleModels.STEEP)
                .route(Route.APPROVAL, "adjustment-guardrails/1#rule_large_step")
                .approveAdjustment()
                .window(1.3, Course.CONTINUE)
                .window(1.1, Course.CONTINUE)
                .window(1.0, Course.CONTINUE)
                .close();
    }

    /** {@link #TROUBLED}: sent back, revised, escalated, every adjustment taken back or turned down, then stopped. */
    public static SampleSale stoppedSale() {
        return new SampleSale(TROUBLED)
                .draft(plan(1_500))
                .submit()
                .predict()
                .requestApproval()
                .sendBack("Deeper, or nobody will notice.")
                .revise(plan(2_000))
                .submit()
                .predict()
                .requestApproval()
                .escalate()
                .approve()
                .secureStock()
                .launch()
                .window(0.6, Course.CONTINUE)
                .window(0.6, Course.ADJUST)
                .decideAdjustment(SampleModels.MILD)
                .route(Route.AUTOMATIC, "adjustment-guardrails/1#rule_small_step")
                .revertAdjustment("A competitor was down: it will pass.")
                .window(0.6, Course.ADJUST)
                .decideAdjustment(SampleModels.STEEP)
                .route(Route.APPROVAL, "adjustment-guardrails/1#rule_large_step")
                .rejectAdjustment("Not yet.")
                .window(0.6, Course.ADJUST)
                .decideAdjustment(SampleModels.STEEP)
                .route(Route.APPROVAL, "adjustment-guardrails/1#rule_large_step")
                .expireAdjustment()
                .window(0.6, Course.ADJUST)
                .decideAdjustment(SampleModels.STEEP)
                .route(Route.FORBIDDEN, "adjustment-guardrails/1#rule_margin_floor")
                .stop("The photographs show another lamp.")
                .releaseStock();
    }

    /** {@link #FAILED}: approved, but its launch failed. */
    public static SampleSale failedLaunch() {
        return new SampleSale(FAILED).approved(plan(1_000)).failLaunch("The warehouse 'south' is under water.");
    }

    /** A release's whole life. */
    public static List<ModelReleaseEvent> release() {
        Instant at = DRAFTED.minus(Duration.ofDays(30));
        List<ModelReleaseCommand> commands = List.of(
                new RegisterRelease(RELEASE, "1", "demand-features/1", "otto", at),
                new RecordEvaluation(RELEASE, "pinball", 0.82, 1.13, at.plusSeconds(60)),
                new ShadowRelease(RELEASE, at.plusSeconds(120)),
                new RecordShadowComparison(RELEASE, new ShadowComparison(20, 0.125, 1), at.plusSeconds(140)),
                new RequestReleaseApproval(RELEASE, at.plus(Duration.ofDays(2)), at.plusSeconds(150)),
                new EscalateReleaseApproval(RELEASE, at.plusSeconds(160)),
                new PromoteRelease(RELEASE, ANA, at.plusSeconds(180)),
                new RetireRelease(RELEASE, ANA, "There is a better one.", at.plus(Duration.ofDays(90))));
        return events(commands);
    }

    /** A release that a person would not have. */
    public static List<ModelReleaseEvent> declinedRelease() {
        Instant at = DRAFTED.minus(Duration.ofDays(20));
        return events(List.of(
                new RegisterRelease(DECLINED, "2", "purchase-features/1", "otto", at),
                new RecordEvaluation(DECLINED, "log-loss", 0.25, 0.5, Optional.of(FAIR_ENOUGH), at.plusSeconds(60)),
                new ShadowRelease(DECLINED, at.plusSeconds(120)),
                new RequestReleaseApproval(DECLINED, at.plus(Duration.ofDays(2)), at.plusSeconds(150)),
                new DeclineRelease(DECLINED, ANA, "Its answers are odd at night.", at.plusSeconds(180))));
    }

    /** A release that decided for a while, and was rolled back to the one before. */
    public static List<ModelReleaseEvent> rolledBackRelease() {
        Instant at = DRAFTED.minus(Duration.ofDays(10));
        return events(List.of(
                new RegisterRelease(ROLLED_BACK, "3", "demand-features/1", "otto", at),
                new RecordEvaluation(ROLLED_BACK, "pinball", 0.75, 1.13, at.plusSeconds(60)),
                new ShadowRelease(ROLLED_BACK, at.plusSeconds(120)),
                new RequestReleaseApproval(ROLLED_BACK, at.plus(Duration.ofDays(2)), at.plusSeconds(150)),
                new PromoteRelease(ROLLED_BACK, ANA, at.plusSeconds(180)),
                new RollBackRelease(
                        ROLLED_BACK, Optional.of(RELEASE), ANA, "It sees no Mondays.", at.plusSeconds(240))));
    }

    private static List<ModelReleaseEvent> events(List<ModelReleaseCommand> commands) {
        List<ModelReleaseEvent> events = new ArrayList<>();
        ModelRelease state = ModelRelease.NOT_REGISTERED;
        for (ModelReleaseCommand command : commands) {
            for (ModelReleaseEvent event :
                    ((Outcome.Accepted<ModelReleaseEvent>) ModelReleaseDecider.decide(state, command)).events()) {
                events.add(event);
                state = ModelRelease.evolve(state, event);
            }
        }
        return List.copyOf(events);
    }

    /** Every kind of event of every aggregate and of the audience, as one log in the order of time. */
    public static List<Object> everything() {
        List<Object> log = new ArrayList<>(release());
        log.addAll(declinedRelease());
        log.addAll(rolledBackRelease());
        log.addAll(failedLaunch().log());
        log.addAll(closedSale().log());
        log.addAll(stoppedSale().log());
        log.sort(Comparator.comparing(SampleHistory::at));
        return List.copyOf(log);
    }

    private static Instant at(Object event) {
        return switch (event) {
            case CampaignEvent e -> e.at();
            case StockEvent e -> e.at();
            case AudienceEvent e -> e.at();
            case ModelReleaseEvent e -> e.at();
            default -> throw new IllegalArgumentException("no event of ours: " + event);
        };
    }
}
