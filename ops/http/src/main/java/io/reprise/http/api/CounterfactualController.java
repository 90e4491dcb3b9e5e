package io.reprise.http.api;

import io.reprise.domain.model.counterfactual.Counterfactual;
import io.reprise.domain.model.counterfactual.CounterfactualQuestion;
import io.reprise.domain.model.counterfactual.CounterfactualReport;
import io.reprise.domain.model.counterfactual.CounterfactualRun;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CounterfactualDesk;
import io.reprise.http.CounterfactualDesk.Asked;
import io.reprise.http.security.Actors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Past sales under another policy, other parameters or another model. Records nothing. */
@RestController
@RequestMapping("/api/v1")
class CounterfactualController {

    /** More take longer than a call should; asked for in the background, any number will do. */
    private static final int CAMPAIGNS_MAX = 100;

    private static final String RUNS = "/counterfactual-runs";

    private final CounterfactualRun run;
    private final CounterfactualDesk desk;

    CounterfactualController(CounterfactualRun run, CounterfactualDesk desk) {
        this.run = run;
        this.desk = desk;
    }

    record CounterfactualBody(
            List<CampaignId> campaigns,
            Optional<SortedMap<DecisionKind, PolicyRef>> policies,
            Optional<SortedMap<DecisionKind, SortedMap<String, Double>>> parameters,
            Optional<SortedMap<String, String>> artifacts,
            Optional<Integer> horizonMinutes,
            Optional<Double> salesWeight) {

        CounterfactualQuestion question() {
            Counterfactual otherwise =
                    new Counterfactual(policies.orElse(null), parameters.orElse(null), artifacts.orElse(null));
            return new CounterfactualQuestion(
                    campaigns,
                    otherwise,
                    horizonMinutes.orElse(CounterfactualQuestion.HORIZON_MINUTES),
                    salesWeight.orElse(CounterfactualQuestion.SALES_WEIGHT));
        }
    }

    @Operation(operationId = "askCounterfactual", summary = "What would have been decided otherwise, and its worth")
    @PostMapping("/counterfactuals")
    CounterfactualReport ask(@RequestBody CounterfactualBody body) {
        InvalidValue.unless(
                body.campaigns().size() <= CAMPAIGNS_MAX,
                "campaigns",
                () -> "must name 1 to " + CAMPAIGNS_MAX + " campaigns, but there were "
                        + body.campaigns().size() + ": ask for more with beginCounterfactual");
        return run.run(body.question());
    }

    @Operation(operationId = "beginCounterfactual", summary = "The same in the background, for any number of campaigns")
    @ApiResponse(responseCode = "202", description = "Asked for", useReturnTypeSchema = true)
    @PostMapping(RUNS)
    ResponseEntity<Asked> begin(@RequestBody CounterfactualBody body, Authentication who) {
        Asked asked = desk.ask(body.question(), Actors.of(who).name());
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, "/api/v1" + RUNS + "/" + asked.id())
                .body(asked);
    }

    @Operation(operationId = "listCounterfactuals", summary = "Counterfactuals that were begun, the latest first")
    @GetMapping(RUNS)
    List<Asked> all() {
        return desk.all();
    }

    @Operation(operationId = "getCounterfactual", summary = "A counterfactual with its progress or report")
    @GetMapping(RUNS + "/{run}")
    Asked one(@PathVariable String run) {
        return desk.find(run);
    }

    @Operation(operationId = "cancelCounterfactual", summary = "Calls a counterfactual off")
    @DeleteMapping(RUNS + "/{run}")
    Asked cancel(@PathVariable String run) {
        return desk.cancel(run);
    }
}
