package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.workflows.LifecycleVariables;
import io.reprise.workflows.ProcessReconciler;
import io.reprise.workflows.SaleDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;

/** Each way an adjustment of a running sale can go: approved, rejected, expired; an end moved, and moved back. */
class AdjustmentPathsTest extends SaleOnServer {

    private static final int HOURS_LEFT = 12;

    @Test
    void anApprovedAdjustmentIsInForce() {
        Adjustment proposed = untilProposal();
        send(new ApproveAdjustment(id, proposed.id(), ANA, clock.instant()));
        assertThat(live().adjustment(proposed.id()).orElseThrow().stage()).isEqualTo(Stage.APPLIED);
    }

    @Test
    void aRejectedAdjustmentIsNot() {
        Adjustment proposed = untilProposal();
        var before = live().discountsBps();
        send(new RejectAdjustment(id, proposed.id(), "not now", ANA, clock.instant()));
        assertThat(live().adjustment(proposed.id()).orElseThrow().stage()).isEqualTo(Stage.REJECTED);
        assertThat(live().discountsBps()).isEqualTo(before);
    }

    @Test
    void anAdjustmentNobodyAnswersExpiresAndTheSaleGoesOn() {
        Adjustment proposed = untilProposal();
        advance(Duration.ofMinutes(61));
        assertThat(live().adjustment(proposed.id()).orElseThrow().stage()).isEqualTo(Stage.EXPIRED);
        advance(Duration.ofHours(30));
        assertThat(campaigns.load(id)).isInstanceOf(Ended.class);
    }

    @Test
    void aSaleWhoseEndIsMovedEndsThen() {
        DecisionId decision = endedAnHourEarlier();
        Instant approved = live().proposal().schedule().window().to();
        assertThat(live().adjustment(decision).orElseThrow().stage()).isEqualTo(Stage.APPLIED);
        Instant end = approved.minus(Duration.ofHours(1));
        assertThat(live().window().to()).isEqualTo(end);
        sellUntil(end.minusSeconds(1));
        assertThat(campaigns.load(id)).isInstanceOf(Live.class);
        clock.advanceTo(end);
        assertThat(campaigns.load(id)).isInstanceOf(Ended.class);
    }

    @Test
    void anEndThatIsTakenBackMovesTheTimerThatRuns() {
        DecisionId decision = endedAnHourEarlier();
        Instant approved = live().proposal().schedule().window().to();
        sellUntil(approved.minus(Duration.ofHours(2)));
        send(new RevertAdjustment(id, decision, "too early", MEI, clock.instant()));
        sellUntil(approved.minusSeconds(1));
        assertThat(live().window().to()).isEqualTo(approved);
        assertThat(live().windows())
                .as("the last window is not looked at before it ends")
                .hasSize(7);
        clock.advanceTo(approved);
        assertEnded(How.CLOSED);
    }

    /** As after a server that died when the evaluation was in the log and its process's step was not yet kept. */
    @Test
    void aProcessBehindTheLogKeepsItsTimerSoThatWhatTheEvaluationCallsForIsDecidedInItsWindow() {
        Instant end = untilEvaluatedAheadOfTheProcess();
        int window = live().windows().size();
        server.get(ProcessReconciler.class).reconcile(id);
        assertThat(live().adjustments()).isEmpty();
        clock.advanceTo(end);
        assertThat(live().windows()).as("the window is not evaluated twice").hasSize(window);
        assertThat(live().adjustments()).singleElement().satisfies(adjustment -> assertThat(adjustment.window())
                .isEqualTo(window));
    }

    /** Decided a minute before the process would, from facts by which the shop earns more in the last hour than the sale. */
    private DecisionId endedAnHourEarlier() {
        CommandGateway gateway = server.get(CommandGateway.class);
        untilEvaluatedAheadOfTheProcess();
        int window = live().windows().size();
        DecisionId decision = DecisionId.derive(id, CampaignLifecycleProcess.TASK_DECIDE_ADJUSTMENT, window);
        PolicyRef policy = new PolicyRef("learning-adjustment", 2);
        gateway.sendAndWait(new TakeDecision(
                id,
                decision,
                policy,
                theShopWouldEarnMore(window),
                new Evidence(List.of(demandOfOneUnitAnHour())),
                Policies.defaults(policy),
                7,
                Actor.ENGINE,
                clock.instant()));
        gateway.sendAndWait(new RouteAdjustment(
                id,
                decision,
                CampaignCommand.Route.APPROVAL,
                "by hand",
                clock.instant().plus(Duration.ofHours(1)),
                Actor.ENGINE,
                clock.instant()));
        send(new ApproveAdjustment(id, decision, ANA, clock.instant()));
        return decision;
    }

    /** @return when the window ends that is evaluated, behind its plan; its process still waits for that end, a minute away */
    private Instant untilEvaluatedAheadOfTheProcess() {
        untilLive();
        SaleDesk desk = new SaleDesk(stock, server.get(Signals.class), server.get(EvidenceStore.class), clock);
        Instant end = clock.instant();
        while (live().windows().isEmpty() || live().windows().getLast().course() != EvaluationOutcome.Course.ADJUST) {
            clock.advanceTo(end);
            // A unit an hour: too little, and not so little that the sale is stopped.
            order(live().windows().size(), 3);
            end = LifecycleVariables.windowEnd(live(), live().windows().size() + 1);
            clock.advanceTo(end.minusSeconds(60));
            server.get(CommandGateway.class).sendAndWait(desk.evaluation(live()));
        }
        return end;
    }

    private AdjustmentInputs theShopWouldEarnMore(int window) {
        List<AdjustmentInputs.Item> items = new ArrayList<>();
        List<AdjustmentInputs.ItemShown> shown = new ArrayList<>();
        List<AdjustmentInputs.ItemAhead> ahead = new ArrayList<>();
        for (Sku item : skus) {
            int discount = live().discountsBps().get(item);
            items.add(new AdjustmentInputs.Item(item, 2_000, 700, discount, 100, 3, 3, true));
            shown.add(new AdjustmentInputs.ItemShown(discount, List.of(), 0, 0, 0, new TreeMap<>()));
            ahead.add(new AdjustmentInputs.ItemAhead(
                    false, 0, Collections.nCopies(HOURS_LEFT, 5.0), 0, new TreeMap<>(Map.of(LONDON, 100))));
        }
        return new AdjustmentInputs(
                window,
                HOURS_LEFT,
                8_000,
                List.of(0),
                new AdjustmentInputs.Limits(5_000, 500, 0, 4_000_000),
                0,
                0,
                items,
                Optional.of(new AdjustmentInputs.Shown(shown, 0, Optional.empty())),
                Optional.of(new AdjustmentInputs.Ahead(
                        HOURS_LEFT,
                        live().window().to(),
                        List.of(-1),
                        0,
                        0,
                        10_000,
                        List.of(),
                        0,
                        ahead,
                        List.of(),
                        500)));
    }

    private Evidence.Exhibit demandOfOneUnitAnHour() {
        float[] units = new float[skus.size() * HOURS_LEFT * 3];
        Arrays.fill(units, 1);
        Tensor output = new Tensor(units.length / 3, 3, units);
        Tensor input = new Tensor(0, 0, new float[0]);
        EvidenceStore evidence = server.get(EvidenceStore.class);
        evidence.put(input.toBytes());
        evidence.put(output.toBytes());
        return new Evidence.Exhibit(
                "response",
                new ModelCall("by-hand", "1", "none", "none", "none", "none", input.sha256(), output.sha256(), ""),
                output);
    }

    /** Enough not to be stopped; an adjustment that waits for an answer would hold the process up. */
    private void sellUntil(Instant to) {
        for (int hour = 100; clock.instant().isBefore(to); hour++) {
            order(hour, 40);
            Instant next = clock.instant().plus(Duration.ofHours(1));
            clock.advanceTo(next.isAfter(to) ? to : next);
            live().pending().ifPresent(p -> send(new RejectAdjustment(id, p.id(), "not now", ANA, clock.instant())));
        }
    }
}
