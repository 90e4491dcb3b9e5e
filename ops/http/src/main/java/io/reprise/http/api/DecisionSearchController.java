package io.reprise.http.api;

import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.http.DecisionSearch;
import io.reprise.projections.decisionlog.DecisionEntry.Override;
import io.reprise.projections.decisionlog.DecisionQuery;
import io.reprise.projections.decisionlog.DecisionQuery.Who;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Decisions of all campaigns, looked for. */
@RestController
@RequestMapping("/api/v1/decisions")
class DecisionSearchController {

    private final DecisionSearch search;

    DecisionSearchController(DecisionSearch search) {
        this.search = search;
    }

    /**
     * @param position of the decision's event in the log
     * @param sentence why, in the language that the caller asks for
     * @param overridden what a person decided in its place, where one did
     */
    record FoundDecision(
            long position,
            String campaignName,
            String sentence,
            DecisionRecord decision,
            Optional<Override> overridden) {

        private static FoundDecision of(DecisionSearch.Line line) {
            return new FoundDecision(
                    line.entry().position(),
                    line.campaignName(),
                    line.sentence(),
                    line.entry().decision(),
                    line.entry().overridden());
        }
    }

    /**
     * @param policy name of a policy, of any version
     * @param model name of a model or solver whose answer it rests on
     * @param actor who took it, or decided in its place
     * @param from not before
     * @param to before
     * @param whose a policy's that stands, or a person's in its place
     * @param text words of the sentence or of the outcome
     */
    @Operation(
            operationId = "searchDecisions",
            summary = "Decisions of all campaigns that are looked for, the latest first")
    @GetMapping
    @Paged
    ResponseEntity<List<FoundDecision>> search(
            @RequestParam(defaultValue = "") String campaign,
            @RequestParam Optional<DecisionKind> kind,
            @RequestParam(defaultValue = "") String policy,
            @RequestParam(defaultValue = "") String model,
            @RequestParam(defaultValue = "") String actor,
            @RequestParam Optional<Instant> from,
            @RequestParam Optional<Instant> to,
            @RequestParam(defaultValue = "ANYBODY") Who whose,
            @RequestParam(defaultValue = "") String text,
            HttpServletRequest request) {
        DecisionQuery query = new DecisionQuery(campaign, kind, policy, model, actor, from, to, whose);
        return Listing.part(
                request,
                (after, most) -> {
                    DecisionSearch.Found found = search.find(query, text, LogInController.number(after), most);
                    return new Listing.Part<>(found.lines(), found.next().map(String::valueOf));
                },
                FoundDecision::of);
    }
}
