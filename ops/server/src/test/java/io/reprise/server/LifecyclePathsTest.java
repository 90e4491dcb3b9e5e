package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RetireRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.replay.PolicyReplay;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.projections.models.ModelReleases;
import io.reprise.workflows.ProcessReconciler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;

/** Each way a campaign can go, through the real log, process engine, models and policies. */
class LifecyclePathsTest extends SaleOnServer {

    @Test
    void aSaleRunsToItsCloseAndEveryDecisionCanBeTakenAgain() {
        untilLive();
        for (int hour = 0; hour < 26 && campaigns.load(id) instanceof Live; hour++) {
            slowHour(hour);
            if (campaigns.load(id) instanceof Live live) {
                live.pending().ifPresent(p -> send(new ApproveAdjustment(id, p.id(), ANA, clock.instant())));
            }
        }
        assertEnded(How.CLOSED);
        PolicyReplay replay = new PolicyReplay(server.get(EvidenceStore.class));
        List<DecisionTaken> decisions = campaigns.history(id).stream()
                .filter(DecisionTaken.class::isInstance)
                .map(DecisionTaken.class::cast)
                .toList();
        assertThat(decisions)
                .extracting(d -> d.decision().kind())
                .contains(
                        DecisionKind.ASSORTMENT,
                        DecisionKind.SCHEDULE,
                        DecisionKind.INVENTORY,
                        DecisionKind.EVALUATION,
                        DecisionKind.ADJUSTMENT);
        assertThat(decisions).extracting(d -> d.decision().id()).doesNotHaveDuplicates();
        assertThat(decisions)
                .allSatisfy(d -> assertThat(replay.differences(d.decision())).isEmpty());
    }

    @Test
    void withoutAChampionTheBaselineForecastsAndSaysWhy() {
        untilApproval();
        assertThat(campaigns.history(id).stream()
                        .filter(ForecastRecorded.class::isInstance)
                        .map(e -> ((ForecastRecorded) e).forecast().call()))
                .hasSize(3)
                .allSatisfy(call -> {
                    assertThat(call.isFallback()).isTrue();
                    assertThat(call.model()).endsWith("-baseline");
                });
    }

    @Test
    void aPromotedChampionForecasts() {
        for (ModelReleases.ReleaseLine line : server.get(ModelReleases.class).all()) {
            send(new PromoteRelease(ModelReleaseId.parse(line.release), ANA, clock.instant()));
        }
        untilApproval();
        assertThat(campaigns.history(id).stream()
                        .filter(ForecastRecorded.class::isInstance)
                        .map(e -> ((ForecastRecorded) e).forecast().call()))
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.engine()).startsWith("TensorFlow"));
        approve();
        untilStart();
        for (int hour = 0; hour < 24 && live().adjustments().isEmpty(); hour++) {
            slowHour(hour);
        }
        assertThat(campaigns.history(id).stream()
                        .filter(DecisionTaken.class::isInstance)
                        .map(e -> ((DecisionTaken) e).decision())
                        .filter(decision -> decision.kind() == DecisionKind.ADJUSTMENT)
                        .flatMap(decision -> decision.evidence().stream())
                        .map(source -> source.call()))
                .as("also of a running sale")
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.engine()).startsWith("TensorFlow"));
        server.get(ModelReleases.class).all().forEach(line -> server.get(CommandGateway.class)
                .sendAndWait(
                        new RetireRelease(ModelReleaseId.parse(line.release), ANA, "end of test", clock.instant())));
        settle();
    }

    @Test
    void aPlanSentBackComesBackAndIsApproved() {
        untilApproval();
        AwaitingApproval waiting = (AwaitingApproval) campaigns.load(id);
        send(new SendBackPlan(id, waiting.proposal().hash(), "fewer items", ANA, clock.instant()));
        Drafting drafting = (Drafting) campaigns.load(id);
        send(new RevisePlan(id, drafting.version().plan(), MEI, clock.instant()));
        send(new SubmitPlan(id, 2, MEI, clock.instant()));
        approve();
        assertThat(campaigns.load(id).phase()).isEqualTo("approved");
    }

    @Test
    void anApprovalNobodyGivesIsEscalated() {
        untilApproval();
        advance(Duration.ofHours(5));
        assertThat(campaigns.load(id)).isInstanceOfSatisfying(AwaitingApproval.class, w -> assertThat(w.escalated())
                .isTrue());
        approve();
        assertThat(campaigns.load(id).phase()).isEqualTo("approved");
    }

    @Test
    void theKillSwitchEndsTheSaleGivesStockBackAndSaysWhatItBrought() {
        untilLive();
        // One shopper in five is held out.
        IntStream.range(0, 4).forEach(this::slowHour);
        send(new StopCampaign(id, "price mistake", MEI, clock.instant()));
        assertEnded(How.STOPPED);
        CampaignReport report =
                ((Ended) campaigns.load(id)).report().orElseThrow().outcome();
        assertThat(report.units()).isPositive();
        assertThat(report.effect().orElseThrow().asPlanned()).isFalse();
        assertThat(report.quality().orElseThrow().items()).hasSize(24);
    }

    @Test
    void aSaleThatWasStoppedIsEvaluatedAlsoWhereItsProcessWasLost() {
        untilLive();
        throwAwayProcesses();
        send(new StopCampaign(id, "price mistake", MEI, clock.instant()));
        server.get(ProcessReconciler.class).reconcileAll();
        settle();
        assertEnded(How.STOPPED);
        assertThat(((Ended) campaigns.load(id)).report()).isPresent();
    }

    @Test
    void theKillSwitchWorksBeforeThereIsASale() {
        untilApproved();
        send(new StopCampaign(id, "price mistake", MEI, clock.instant()));
        assertEnded(How.STOPPED);
        assertThat(((Ended) campaigns.load(id)).report()).isEmpty();
    }

    @Test
    void aCampaignThatIsOverGivesItsStockBackAlsoWhereItsProcessWasLostInBetween() {
        untilApproved();
        throwAwayProcesses();
        send(new StopCampaign(id, "price mistake", MEI, clock.instant()));
        assertThat(stock.load(sku).shares()).containsKey(id);
        server.get(ProcessReconciler.class).open((number, of, campaign) -> {});
        settle();
        assertEnded(How.STOPPED);
    }

    @Test
    void theKillSwitchWorksWhileAnAdjustmentWaits() {
        untilProposal();
        send(new StopCampaign(id, "price mistake", MEI, clock.instant()));
        assertEnded(How.STOPPED);
    }

    @Test
    void stockThatIsGoneFailsTheLaunch() {
        untilApproval();
        Sku last = skus.getLast();
        CampaignId rival = new CampaignId("rival-" + number);
        send(new AllocateStock(last, rival, new TreeMap<>(Map.of(LONDON, 400)), clock.instant()));
        approve();
        assertThat(campaigns.load(id))
                .isInstanceOfSatisfying(Ended.class, e -> assertThat(e.how()).isEqualTo(How.LAUNCH_FAILED));
        assertThat(processes()).isEmpty();
        // What had been set aside before the last item was found missing is free again.
        assertThat(stock.load(sku).freeUnits()).isEqualTo(400);
    }

    @Test
    void aLaunchThatComesAfterTheSaleWouldHaveEndedFailsAndGivesStockBack() {
        untilApproved();
        Campaign.Approved approved = (Campaign.Approved) campaigns.load(id);
        String process = processes().getFirst().getId();
        // As an operator may in Cockpit, and forget it.
        server.get(RuntimeService.class).suspendProcessInstanceById(process);
        clock.advanceTo(approved.proposal().schedule().window().to());
        assertThat(campaigns.load(id).phase()).isEqualTo("approved");
        server.get(RuntimeService.class).activateProcessInstanceById(process);
        settle();
        assertEnded(How.LAUNCH_FAILED);
    }

    @Test
    void processesThrownAwayComeBackWhereTheEventsAre() {
        receiveAndDraft();
        throwAwayAndRebuild();
        send(new SubmitPlan(id, 1, MEI, clock.instant()));
        throwAwayAndRebuild();
        approve();
        throwAwayAndRebuild();
        untilStart();
        for (int hour = 0; hour < 26 && campaigns.load(id) instanceof Live; hour++) {
            throwAwayAndRebuild();
            live().pending().ifPresent(p -> send(new ApproveAdjustment(id, p.id(), ANA, clock.instant())));
            advance(Duration.ofHours(1));
        }
        assertEnded(How.CLOSED);
    }

    @Test
    void theDatabaseHoldsACampaignToOneProcessWhicheverServerStartsIt() {
        receiveAndDraft();
        assertThatThrownBy(() -> server.get(RuntimeService.class)
                        .startProcessInstanceByKey(
                                CampaignLifecycleProcess.ID, id.value(), Map.of("campaignId", id.value())))
                .isInstanceOf(ProcessEngineException.class);
        assertThat(processes()).hasSize(1);
    }

    private void throwAwayProcesses() {
        processes().forEach(process -> server.get(RuntimeService.class)
                .deleteProcessInstance(process.getProcessInstanceId(), "thrown away by the test"));
    }

    private void throwAwayAndRebuild() {
        throwAwayProcesses();
        assertThat(processes()).isEmpty();
        server.get(ProcessReconciler.class).reconcileAll();
        settle();
        assertThat(processes()).hasSize(1);
    }

    @Test
    void aggregatesOfManyEventsGetSnapshots() {
        for (int i = 0; i < 6; i++) {
            send(new ReceiveStock(sku, LONDON, 3, "receipt-" + i, clock.instant()));
        }
        assertThat(server.get(Snapshots.class).latest(Streams.of(sku)))
                .hasValueSatisfying(snapshot -> assertThat(snapshot.name()).isEqualTo("stock.state"));
        assertThat(stock.load(sku).freeUnits()).isEqualTo(18);
    }
}
