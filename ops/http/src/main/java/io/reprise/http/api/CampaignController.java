package io.reprise.http.api;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.OverrideDecision;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.PlanVersion;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.DecisionJudgements;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.CommandDesk;
import io.reprise.http.DecisionAttributions;
import io.reprise.http.PlanCheck;
import io.reprise.http.TrainingRows;
import io.reprise.http.security.Actors;
import io.reprise.projections.board.Board;
import io.reprise.projections.board.BoardEntry;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.inbox.PersonalTask;
import io.reprise.projections.kpi.KpiSeries;
import io.reprise.projections.kpi.Kpis;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people do with campaigns. */
@RestController
@RequestMapping("/api/v1")
class CampaignController {

    private static final CacheControl OWN_COPY = CacheControl.noCache().cachePrivate();
    private static final Listing<BoardEntry> LINES =
            new Listing<>(line -> Listing.latestFirst(line.updatedAt) + line.campaignId);
    private static final Listing<DecisionEntry> DECISIONS = new Listing<>(entry -> Listing.ascending(entry.position()));
    private static final Listing<PersonalTask> TASKS = new Listing<>(task -> Listing.earliestFirst(task.deadline())
            + task.campaignId() + "/" + task.release() + "/" + task.decisionId());

    private final CommandDesk commands;
    private final PlanCheck check;
    private final CampaignClock clock;
    private final Campaigns campaigns;
    private final Board board;
    private final CampaignPages pages;
    private final DecisionLog decisions;
    private final DecisionAttributions attributed;
    private final Inbox inbox;
    private final Kpis kpis;
    private final DecisionJudgements judgements;

    CampaignController(
            CommandDesk commands,
            PlanCheck check,
            CampaignClock clock,
            Campaigns campaigns,
            Board board,
            CampaignPages pages,
            DecisionLog decisions,
            DecisionAttributions attributed,
            Inbox inbox,
            Kpis kpis,
            DecisionJudgements judgements) {
        this.commands = commands;
        this.check = check;
        this.clock = clock;
        this.campaigns = campaigns;
        this.board = board;
        this.pages = pages;
        this.decisions = decisions;
        this.attributed = attributed;
        this.inbox = inbox;
        this.kpis = kpis;
        this.judgements = judgements;
    }

    record DraftBody(CampaignId campaignId, Plan plan) {}

    record PlanBody(Plan plan) {}

    record SubmitBody(int planVersion) {}

    record ApproveBody(String proposalHash) {}

    record SendBackBody(String proposalHash, String comment) {}

    /** @param outcome with its {@code kind}: {@code schedule} or {@code inventory} */
    record OverrideBody(String proposalHash, DecisionOutcome outcome, String reason) {}

    record CommentBody(String comment) {}

    record ReasonBody(String reason) {}

    record PlanAnswer(int planVersion, String author, Plan plan) {}

    /** Where a campaign stands after a command. */
    record Standing(String campaignId, int planVersion, String phase) {}

    @Operation(operationId = "listCampaigns", summary = "Campaigns, the last changed first")
    @GetMapping("/campaigns")
    @Paged
    ResponseEntity<List<CampaignAnswer.Line>> campaigns(HttpServletRequest request) {
        return LINES.page(request, board.all(), CampaignAnswer.Line::of);
    }

    @Operation(operationId = "getCampaign", summary = "Everything about a campaign")
    @GetMapping("/campaigns/{id}")
    ResponseEntity<CampaignAnswer> campaign(@PathVariable CampaignId id) {
        CampaignPage page = page(id);
        // A page changes by events of its campaign alone, or where another version of Reprise makes it.
        String tag = pages.schema() + "." + page.timeline.getLast().position();
        return ResponseEntity.ok().eTag(tag).cacheControl(OWN_COPY).body(CampaignAnswer.of(page));
    }

    @Operation(
            operationId = "getPlan",
            summary = "The latest version of the plan, with the ETag that a change of it names")
    @GetMapping("/campaigns/{id}/plan")
    ResponseEntity<PlanAnswer> plan(@PathVariable CampaignId id) {
        if (!(campaigns.load(id) instanceof Campaign.Drafted campaign)) {
            throw new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id));
        }
        PlanVersion version = campaign.version();
        return ResponseEntity.ok()
                .eTag(PlanTag.of(version.number()))
                .cacheControl(OWN_COPY)
                .body(new PlanAnswer(version.number(), version.author().name(), version.plan()));
    }

    @Operation(operationId = "listDecisions", summary = "Decision records of a campaign, oldest first")
    @GetMapping("/campaigns/{id}/decisions")
    @Paged
    ResponseEntity<List<DecisionRecord>> decisions(@PathVariable CampaignId id, HttpServletRequest request) {
        return DECISIONS.page(request, decisions.of(page(id).decisions), DecisionEntry::decision);
    }

    @Operation(
            operationId = "getAttributions",
            summary = "By how much each feature moved what the models of a decision said")
    @GetMapping("/campaigns/{id}/decisions/{decision}/attributions")
    List<DecisionAttributions.Explained> attributions(
            @PathVariable CampaignId id, @PathVariable("decision") DecisionId decision) {
        return decisions
                .find(decision)
                .map(DecisionEntry::decision)
                .filter(found -> found.campaign().equals(id))
                .map(attributed::of)
                .orElseThrow(() -> new CommandDesk.Refused(new CampaignRefusal.UnknownDecision(decision)));
    }

    @Operation(operationId = "getKpis", summary = "How the sale went, window by window and in ten minutes each")
    @GetMapping("/campaigns/{id}/kpis")
    KpiSeries kpis(@PathVariable CampaignId id) {
        page(id);
        return kpis.of(id);
    }

    /** What each decision expected and what came, a row for each; only the heading until the sale is closed. */
    @Operation(
            operationId = "getTrainingRows",
            summary = "What each decision of a closed sale expected and what came, as CSV")
    @ApiResponse(
            responseCode = "200",
            description = "A row for each decision",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @GetMapping("/campaigns/{id}/training-rows")
    ResponseEntity<String> trainingRows(@PathVariable CampaignId id) {
        List<DecisionEntry> taken = decisions.of(page(id).decisions);
        return ResponseEntity.ok().contentType(TrainingRows.TYPE).body(TrainingRows.csv(taken, judgements.load(id)));
    }

    @Operation(operationId = "listTasks", summary = "What the caller may answer, the most urgent first")
    @GetMapping("/tasks")
    @Paged
    ResponseEntity<List<PersonalTask>> tasks(HttpServletRequest request, Authentication who) {
        return TASKS.page(request, inbox.of(Actors.of(who)), Function.identity());
    }

    @Operation(operationId = "draftCampaign", summary = "Drafts a campaign")
    @PostMapping("/campaigns")
    @ResponseStatus(HttpStatus.CREATED)
    Standing draft(@RequestBody DraftBody body, Authentication who) {
        KnownItems.require(check, body.plan());
        return after(
                body.campaignId(), new DraftCampaign(body.campaignId(), body.plan(), Actors.of(who), clock.instant()));
    }

    @Operation(operationId = "revisePlan", summary = "Replaces the plan of a draft by another version")
    @PutMapping("/campaigns/{id}/plan")
    ResponseEntity<Standing> revise(
            @PathVariable CampaignId id,
            @RequestBody PlanBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            Authentication who) {
        KnownItems.require(check, body.plan());
        Optional<Integer> ofVersion = PlanTag.version(ifMatch);
        try {
            Standing standing = after(id, new RevisePlan(id, body.plan(), ofVersion, Actors.of(who), clock.instant()));
            return ResponseEntity.ok().eTag(PlanTag.of(standing.planVersion())).body(standing);
        } catch (CommandDesk.Refused e) {
            if (e.reason() instanceof CampaignRefusal.NotLatestPlan) {
                throw new PlanTag.Failed(e.reason());
            }
            throw e;
        }
    }

    @Operation(operationId = "submitPlan", summary = "Submits a version of the plan for prediction and approval")
    @PostMapping("/campaigns/{id}/submit")
    Standing submit(@PathVariable CampaignId id, @RequestBody SubmitBody body, Authentication who) {
        return after(id, new SubmitPlan(id, body.planVersion(), Actors.of(who), clock.instant()));
    }

    @Operation(operationId = "approvePlan", summary = "Approves exactly the proposal whose hash is given")
    @PostMapping("/campaigns/{id}/approve")
    Standing approve(@PathVariable CampaignId id, @RequestBody ApproveBody body, Authentication who) {
        return after(id, new ApprovePlan(id, body.proposalHash(), Actors.of(who), clock.instant()));
    }

    @Operation(operationId = "sendBackPlan", summary = "Sends the plan back with a comment")
    @PostMapping("/campaigns/{id}/send-back")
    Standing sendBack(@PathVariable CampaignId id, @RequestBody SendBackBody body, Authentication who) {
        return after(id, new SendBackPlan(id, body.proposalHash(), body.comment(), Actors.of(who), clock.instant()));
    }

    @Operation(
            operationId = "overrideDecision",
            summary = "Puts a person's hours or stock in the place of what a policy decided")
    @PostMapping("/campaigns/{id}/decisions/{decision}/override")
    Standing override(
            @PathVariable CampaignId id,
            @PathVariable DecisionId decision,
            @RequestBody OverrideBody body,
            Authentication who) {
        return after(
                id,
                new OverrideDecision(
                        id,
                        decision,
                        body.proposalHash(),
                        body.outcome(),
                        body.reason(),
                        Actors.of(who),
                        clock.instant()));
    }

    @Operation(operationId = "approveAdjustment", summary = "Approves an adjustment that waits")
    @PostMapping("/campaigns/{id}/adjustments/{decision}/approve")
    Standing approve(@PathVariable CampaignId id, @PathVariable DecisionId decision, Authentication who) {
        return after(id, new ApproveAdjustment(id, decision, Actors.of(who), clock.instant()));
    }

    @Operation(operationId = "rejectAdjustment", summary = "Rejects an adjustment that waits")
    @PostMapping("/campaigns/{id}/adjustments/{decision}/reject")
    Standing reject(
            @PathVariable CampaignId id,
            @PathVariable DecisionId decision,
            @RequestBody CommentBody body,
            Authentication who) {
        return after(id, new RejectAdjustment(id, decision, body.comment(), Actors.of(who), clock.instant()));
    }

    @Operation(operationId = "revertAdjustment", summary = "Takes an applied adjustment back")
    @PostMapping("/campaigns/{id}/adjustments/{decision}/revert")
    Standing revert(
            @PathVariable CampaignId id,
            @PathVariable DecisionId decision,
            @RequestBody ReasonBody body,
            Authentication who) {
        return after(id, new RevertAdjustment(id, decision, body.reason(), Actors.of(who), clock.instant()));
    }

    @Operation(operationId = "stopCampaign", summary = "Stops the sale at once")
    @PostMapping("/campaigns/{id}/stop")
    Standing stop(@PathVariable CampaignId id, @RequestBody ReasonBody body, Authentication who) {
        return after(id, new StopCampaign(id, body.reason(), Actors.of(who), clock.instant()));
    }

    /** As the log has it: right also where the views are late. */
    private Standing after(CampaignId id, CampaignCommand command) {
        commands.send(command);
        return campaigns.load(id) instanceof Campaign.Drafted campaign
                ? new Standing(id.value(), campaign.version().number(), campaign.phase())
                : new Standing(id.value(), 0, Campaign.NOT_DRAFTED.phase());
    }

    private CampaignPage page(CampaignId id) {
        return pages.find(id).orElseThrow(() -> new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id)));
    }
}
