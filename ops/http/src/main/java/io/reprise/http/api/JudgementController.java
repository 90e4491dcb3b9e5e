package io.reprise.http.api;

import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.judgement.JudgementCommand.JudgeDecision;
import io.reprise.domain.model.judgement.JudgementEvent.DecisionJudged;
import io.reprise.domain.model.judgement.Verdict;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.DecisionJudgements;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.CommandDesk;
import io.reprise.http.security.Actors;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people say of decisions. */
@RestController
@RequestMapping("/api/v1/campaigns/{id}")
class JudgementController {

    private final CommandDesk commands;
    private final CampaignClock clock;
    private final Campaigns campaigns;
    private final DecisionJudgements judgements;

    JudgementController(CommandDesk commands, CampaignClock clock, Campaigns campaigns, DecisionJudgements judgements) {
        this.commands = commands;
        this.clock = clock;
        this.campaigns = campaigns;
        this.judgements = judgements;
    }

    record JudgementBody(Verdict verdict, String reason) {}

    record Judgement(DecisionId decision, Verdict verdict, String reason, String judgedBy, Instant at) {
        static Judgement of(DecisionJudged judged) {
            return new Judgement(
                    judged.decision(),
                    judged.verdict(),
                    judged.reason(),
                    judged.actor().name(),
                    judged.at());
        }
    }

    @Operation(operationId = "listJudgements", summary = "What people say of a campaign's decisions")
    @GetMapping("/judgements")
    List<Judgement> all(@PathVariable CampaignId id) {
        if (campaigns.history(id).isEmpty()) {
            throw new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id));
        }
        return judgements.load(id).latest().stream().map(Judgement::of).toList();
    }

    @Operation(operationId = "judgeDecision", summary = "Says that a decision was useful or wrong, and why")
    @PutMapping("/decisions/{decision}/judgement")
    List<Judgement> judge(
            @PathVariable CampaignId id,
            @PathVariable DecisionId decision,
            @RequestBody JudgementBody body,
            Authentication who) {
        boolean taken = campaigns.history(id).stream()
                .anyMatch(event ->
                        event instanceof DecisionTaken t && t.decision().id().equals(decision));
        if (!taken) {
            throw new CommandDesk.Refused(new CampaignRefusal.UnknownDecision(decision));
        }
        commands.send(new JudgeDecision(id, decision, body.verdict(), body.reason(), Actors.of(who), clock.instant()));
        return judgements.load(id).of(decision).stream().map(Judgement::of).toList();
    }
}
