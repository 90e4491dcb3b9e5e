import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reprise.client.ApiClient;
import io.reprise.client.ApiException;
import io.reprise.client.api.CampaignsApi;
import io.reprise.client.api.ClockApi;
import io.reprise.client.api.DecisionsApi;
import io.reprise.client.api.LogInsApi;
import io.reprise.client.api.StockApi;
import io.reprise.client.api.TasksApi;
import io.reprise.client.api.VerificationsApi;
import io.reprise.client.model.CampaignApproveBody;
import io.reprise.client.model.CampaignCommentBody;
import io.reprise.client.model.CampaignDraftBody;
import io.reprise.client.model.CampaignSubmitBody;
import io.reprise.client.model.ClaimClaimAnswer;
import io.reprise.client.model.ClaimClaimBody;
import io.reprise.client.model.DecisionKind;
import io.reprise.client.model.DecisionRecord;
import io.reprise.client.model.DecisionSearchFoundDecision;
import io.reprise.client.model.EvaluationOutcome;
import io.reprise.client.model.InventoryOutcome;
import io.reprise.client.model.LogInLine;
import io.reprise.client.model.OperatorAdvanceBody;
import io.reprise.client.model.OperatorReceiptLine;
import io.reprise.client.model.PersonalTask;
import io.reprise.client.model.PersonalTaskKind;
import io.reprise.client.model.Plan;
import io.reprise.client.model.PlanGuardrails;
import io.reprise.client.model.PlanPlannedItem;
import io.reprise.client.model.ProofEventProof;
import io.reprise.client.model.Role;
import io.reprise.client.model.ScheduleOutcome;
import io.reprise.client.model.ShopAudienceBody;
import io.reprise.client.model.ShopHeldOut;
import io.reprise.client.model.SignalAction;
import io.reprise.client.model.SignalLine;
import io.reprise.client.model.TimeWindow;
import io.reprise.client.model.VerificationDeskVerification;
import io.reprise.client.model.WorkQueueStage;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;

/** A sale of one lamp by a client that was generated from the server's document; compiled by GeneratedClientTest. */
public final class GeneratedSale {

    private static final String ID = "generated";
    private final String url;

    private GeneratedSale(String url) {
        this.url = url;
    }

    public static void play(String url) throws ApiException {
        GeneratedSale sale = new GeneratedSale(url);
        sale.refusals();
        sale.plan();
        sale.approve();
        sale.start();
        sale.sell();
        sale.untilClosed();
        sale.lookAt();
        sale.audit();
    }

    private ApiClient as(String who) {
        String basic = Base64.getEncoder().encodeToString((who + ":" + who).getBytes(StandardCharsets.UTF_8));
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        client.setRequestInterceptor(request -> request.header("Authorization", "Basic " + basic));
        return client;
    }

    private CampaignsApi campaigns(String who) {
        return new CampaignsApi(as(who));
    }

    private OffsetDateTime now() throws ApiException {
        return new ClockApi(as("otto")).getClock().getNow();
    }

    private void advance(OffsetDateTime to) throws ApiException {
        new ClockApi(as("otto")).advanceClock(new OperatorAdvanceBody().to(to), null);
    }

    private String phase() throws ApiException {
        return campaigns("mei").getCampaign(ID).getPhase();
    }

    private void refusals() {
        assertThat(refused(() -> campaigns("mei").getCampaign(ID)).getCode()).isEqualTo(404);
        assertThat(refused(() -> campaigns("shop").draftCampaign(draft(), null)).getCode())
                .isEqualTo(403);
        ApiException budget = refused(() -> {
            CampaignDraftBody beyond = draft();
            beyond.getPlan().setDiscountBudgetCents(-1L);
            campaigns("mei").draftCampaign(beyond, null);
        });
        assertThat(budget.getCode()).isEqualTo(400);
        assertThat(budget.getResponseBody()).contains("\"code\":\"InvalidValue\"", "discountBudgetCents");
    }

    private interface Call {
        void make() throws ApiException;
    }

    private static ApiException refused(Call call) {
        return catchThrowableOfType(ApiException.class, call::make);
    }

    private static CampaignDraftBody draft() {
        PlanGuardrails guardrails = new PlanGuardrails()
                .discountBpsMax(4000)
                .marginBpsMin(500)
                .automaticStepBpsMax(500)
                .priceChangesPerHourMax(2)
                .cooldownMinutes(60);
        PlanPlannedItem lamp = new PlanPlannedItem()
                .sku("LAMP")
                .name("Lamp")
                .regularPriceCents(2000L)
                .unitCostCents(900L)
                .discountBps(1500);
        Plan plan = new Plan()
                .name("Generated")
                .currency("GBP")
                .zone("Europe/London")
                .within(new TimeWindow()
                        .from(OffsetDateTime.parse("2026-11-10T08:00:00Z"))
                        .to(OffsetDateTime.parse("2026-11-10T20:00:00Z")))
                .lengthHours(6)
                .monitorMinutes(60)
                .pushWaves(2)
                .extraPushWaves(1)
                .holdOutBps(1000)
                .discountBudgetCents(2_500_000L)
                .guardrails(guardrails)
                .items(List.of(lamp));
        return new CampaignDraftBody().campaignId(ID).plan(plan);
    }

    private void plan() throws ApiException {
        OperatorReceiptLine receipt = new OperatorReceiptLine()
                .receiptId("r1")
                .sku("LAMP")
                .warehouse("leeds")
                .units(400);
        new StockApi(as("otto")).receiveStock(List.of(receipt), null);
        campaigns("mei").draftCampaign(draft(), "draft-1");
        assertThat(campaigns("mei").draftCampaign(draft(), "draft-1").getPlanVersion())
                .as("the same call with the same key gets the same answer")
                .isEqualTo(1);
        campaigns("mei").submitPlan(ID, new CampaignSubmitBody().planVersion(1), null);
        advance(now());
    }

    private void approve() throws ApiException {
        PersonalTask task = new TasksApi(as("ana")).listTasks(1, null).getFirst();
        String who = task.getRoles().contains(Role.APPROVER) ? "ana" : "finn";
        campaigns(who).approvePlan(ID, new CampaignApproveBody().proposalHash(task.getProposalHash()), null);
        advance(now());
        assertThat(phase()).isEqualTo("approved");
    }

    private void start() throws ApiException {
        advance(campaigns("shop").getOffers(ID).getWindow().getFrom());
        assertThat(phase()).isEqualTo("live");
    }

    private void sell() throws ApiException {
        CampaignsApi shop = campaigns("shop");
        ShopHeldOut heldOut =
                shop.enrolAudience(ID, new ShopAudienceBody().shoppers(List.of("a", "b", "c", "d")), null);
        String shopper = heldOut.getHoldOut().contains("a") ? "b" : "a";
        List<ClaimClaimAnswer> claims = shop.claimStock(
                ID, List.of(new ClaimClaimBody().claimId("c1").sku("LAMP").units(2)), null);
        assertThat(claims).extracting(ClaimClaimAnswer::getGranted).containsExactly(true);
        SignalLine order = new SignalLine()
                .id("o1")
                .at(now())
                .shopper(shopper)
                .action(SignalAction.ORDER)
                .sku("LAMP")
                .units(2)
                .priceCents(1700L);
        shop.sendSignals(ID, order, null);
    }

    private void untilClosed() throws ApiException {
        for (int hours = 0; hours < 24 && !phase().equals("closed"); hours++) {
            for (PersonalTask task : new TasksApi(as("ana")).listTasks(null, null)) {
                if (task.getKind() == PersonalTaskKind.ADJUSTMENT_APPROVAL) {
                    CampaignCommentBody comment = new CampaignCommentBody().comment("as planned");
                    campaigns("ana").rejectAdjustment(ID, task.getDecisionId(), comment, null);
                }
            }
            advance(now().plusHours(1));
        }
        assertThat(phase()).isEqualTo("closed");
    }

    private void lookAt() throws ApiException {
        assertThat(campaigns("mei").getCampaign(ID).getReport().getUnits()).isEqualTo(2);
        List<DecisionRecord> decisions = campaigns("audra").listDecisions(ID, 500, null);
        assertThat(decisions)
                .extracting(DecisionRecord::getKind)
                .contains(DecisionKind.SCHEDULE, DecisionKind.INVENTORY, DecisionKind.EVALUATION);
        assertThat(decisions)
                .as("what is told apart by its kind comes as its type")
                .extracting(decision ->
                        (Class) decision.getOutcome().getActualInstance().getClass())
                .contains(ScheduleOutcome.class, InventoryOutcome.class, EvaluationOutcome.class);
        assertThat(decisions)
                .allSatisfy(decision ->
                        assertThat(decision.getInputs().getActualInstance()).isNotNull());
        assertThat(new LogInsApi(as("audra")).listLogIns(100, null))
                .extracting(LogInLine::getName)
                .contains("mei", "ana", "shop");
    }

    private void audit() throws ApiException {
        DecisionSearchFoundDecision found = new DecisionsApi(as("audra"))
                .searchDecisions(ID, DecisionKind.SCHEDULE, null, null, null, null, null, null, null, 1, null)
                .getFirst();
        assertThat(found.getSentence()).isNotEmpty();
        ProofEventProof proof =
                campaigns("audra").proveDecision(ID, found.getDecision().getId());
        assertThat(proof.getEvent().getPosition()).isEqualTo(found.getPosition());
        assertThat(proof.getHolds()).isTrue();

        VerificationsApi verifications = new VerificationsApi(as("audra"));
        String asked = verifications.verifyLog(null).getId();
        VerificationDeskVerification now = verifications.getVerification(asked);
        while (now.getStage() == WorkQueueStage.WAITING || now.getStage() == WorkQueueStage.RUNNING) {
            now = verifications.getVerification(asked);
        }
        assertThat(now.getReport().getHolds()).as(now.toString()).isTrue();
    }
}
