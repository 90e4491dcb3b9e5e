package io.reprise.projections.store;

import static io.reprise.projections.store.SaleHistory.ANA;
import static io.reprise.projections.store.SaleHistory.HOLD_OUT_BPS;
import static io.reprise.projections.store.SaleHistory.LAMP;
import static io.reprise.projections.store.SaleHistory.MEI;
import static io.reprise.projections.store.SaleHistory.MUG;
import static io.reprise.projections.store.SaleHistory.SALE;
import static io.reprise.projections.store.SaleHistory.START;
import static io.reprise.projections.store.SaleHistory.WAREHOUSE;
import static io.reprise.projections.store.SaleHistory.WINDOW;
import static io.reprise.projections.store.SaleHistory.id;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentExpired;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentForbidden;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignLaunched;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.ArmTotals;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationInputs.ItemProgress;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.stock.StockEvent.Answer;
import io.reprise.domain.model.stock.StockEvent.StockAllocated;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.stock.StockEvent.StockReleased;
import io.reprise.domain.model.stock.StockEvent.StockReturned;
import io.reprise.domain.model.stock.StockEvent.StockToppedUp;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@link SaleHistory#SALE} sells: one adjustment for each way it can go, then the sale closes. */
final class SellingHistory {

    private final Timeline timeline;

    SellingHistory(Timeline timeline) {
        this.timeline = timeline;
    }

    void sold() {
        launched();
        shoppers();
        stockMoved();
        adjusted();
        closed();
    }

    private void launched() {
        timeline.add(new StockAllocated(LAMP, SALE, new TreeMap<>(Map.of(WAREHOUSE, 60)), timeline.tick()));
        timeline.goOnTo(START);
        timeline.add(new CampaignLaunched(SALE, Actor.ENGINE, timeline.tick()));
        timeline.add(new AudienceEnrolled(SALE, 900, 100, "digest", timeline.tick()));
        timeline.add(new PriorSpendRecorded(
                SALE, HOLD_OUT_BPS, List.of(new PriorSpend(shopper(Arm.TREATED), 4_200)), timeline.tick()));
    }

    private void stockMoved() {
        timeline.add(new StockClaimed(
                LAMP, SALE, List.of(new Answer("c1", 3, true), new Answer("c2", 90, false)), timeline.tick()));
        timeline.add(new StockToppedUp(LAMP, SALE, "move-1", new TreeMap<>(Map.of(WAREHOUSE, 0)), timeline.tick()));
        timeline.add(new StockReturned(LAMP, SALE, "move-2", new TreeMap<>(Map.of(WAREHOUSE, 0)), timeline.tick()));
    }

    /** Applied and reverted, rejected, expired, forbidden. */
    private void adjusted() {
        window(1, Course.ADJUST);
        adjustment(1, 2_500);
        timeline.add(new AdjustmentApplied(
                SALE,
                id("adjustment1"),
                List.of(new PriceChange(LAMP, 2_000, 2_500)),
                true,
                "adjustment-guardrails/1",
                Actor.ENGINE,
                timeline.tick()));
        window(2, Course.ADJUST);
        adjustment(2, 3_500);
        timeline.add(new AdjustmentProposed(
                SALE,
                id("adjustment2"),
                "adjustment-guardrails/3",
                timeline.now().plusSeconds(600),
                Actor.ENGINE,
                timeline.tick()));
        timeline.add(new AdjustmentReverted(
                SALE,
                id("adjustment1"),
                List.of(new PriceChange(LAMP, 2_500, 2_000)),
                "too cheap",
                MEI,
                timeline.tick()));
        timeline.add(new AdjustmentRejected(SALE, id("adjustment2"), "too much", ANA, timeline.tick()));
        window(3, Course.ADJUST);
        adjustment(3, 3_500);
        timeline.add(new AdjustmentProposed(
                SALE,
                id("adjustment3"),
                "adjustment-guardrails/3",
                timeline.now().plusSeconds(600),
                Actor.ENGINE,
                timeline.tick()));
        timeline.add(new AdjustmentExpired(SALE, id("adjustment3"), Actor.ENGINE, timeline.tick()));
        window(4, Course.ADJUST);
        adjustment(4, 3_900);
        timeline.add(new AdjustmentForbidden(
                SALE, id("adjustment4"), "adjustment-guardrails/4", Actor.ENGINE, timeline.tick()));
    }

    private void closed() {
        CampaignReport report = new CampaignReport(.5, .1, 3, 4_800, 2_100, 1_200, 2, 3, 5, .05, 4, 1, 7, 3_600, .3);
        timeline.take(
                SALE, "closing", new ClosingInputs(WINDOW, 36, 0, 9_000, 2, 60, 1_200, 2_700, arm(3), arm(1)), report);
        timeline.add(new StockReleased(LAMP, SALE, new TreeMap<>(Map.of(WAREHOUSE, 57)), timeline.tick()));
        timeline.add(new CampaignClosed(SALE, report, Actor.ENGINE, timeline.tick()));
    }

    /** One of the treated arm looks and buys three lamps, one of the hold-out buys one. */
    private void shoppers() {
        Pseudonym treated = shopper(Arm.TREATED);
        Pseudonym heldOut = shopper(Arm.HOLD_OUT);
        timeline.add(new SignalsReceived(
                SALE,
                HOLD_OUT_BPS,
                List.of(
                        new Signal("s1", START.plusSeconds(60), treated, Signal.Action.VIEW, LAMP, 0, 1_600),
                        new Signal("s2", START.plusSeconds(90), treated, Signal.Action.CART, LAMP, 0, 1_600),
                        new Signal("s3", START.plusSeconds(700), treated, Signal.Action.ORDER, LAMP, 3, 1_600)),
                timeline.tick()));
        timeline.add(new SignalsReceived(
                SALE,
                HOLD_OUT_BPS,
                List.of(
                        new Signal("s4", START.plusSeconds(650), heldOut, Signal.Action.VIEW, LAMP, 0, 2_000),
                        new Signal("s5", START.plusSeconds(60), heldOut, Signal.Action.ORDER, LAMP, 1, 2_000),
                        new Signal("s6", START.plusSeconds(61), treated, Signal.Action.PUSH_OPEN, LAMP, 0, 0)),
                timeline.tick()));
    }

    private static Pseudonym shopper(Arm arm) {
        for (int i = 0; ; i++) {
            Pseudonym shopper = new Pseudonym("p" + i);
            if (Arm.of(SALE, shopper, HOLD_OUT_BPS) == arm) {
                return shopper;
            }
        }
    }

    private void window(int number, Course course) {
        TimeWindow span = new TimeWindow(
                START.plus(Duration.ofMinutes(30L * (number - 1))), START.plus(Duration.ofMinutes(30L * number)));
        timeline.take(
                SALE,
                "window" + number,
                new EvaluationInputs(
                        number, span, WINDOW, 36, 0, 9_000, List.of(new ItemProgress(LAMP, 3, 3, 57)), arm(3), arm(1)),
                new EvaluationOutcome(course, 1.5, 1, 2, 4, List.of(LAMP), List.of(MUG)));
    }

    private void adjustment(int number, int toBps) {
        timeline.take(
                SALE,
                "adjustment" + number,
                new AdjustmentInputs(
                        number,
                        23,
                        9_000,
                        List.of(0, 500),
                        new AdjustmentInputs.Limits(4_000, 500, 500, 2_500_000),
                        1_200,
                        2,
                        List.of()),
                new AdjustmentOutcome(List.of(new PriceChange(LAMP, 2_000, toBps)), false, 900, 3_000));
    }

    private static ArmTotals arm(long units) {
        return new ArmTotals(100, 10, 1, 1, units, units * 1_600, 0);
    }
}
