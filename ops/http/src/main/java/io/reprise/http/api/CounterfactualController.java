package io.reprise.http.api;

import io.reprise.domain.model.counterfactual.Counterfactual;
import io.reprise.domain.model.counterfactual.CounterfactualReport;
import io.reprise.domain.model.counterfactual.CounterfactualRun;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Past sales under another policy, other parameters or another model. Records nothing. */
@RestController
@RequestMapping("/api/v1/counterfactuals")
class CounterfactualController {

    /** More take longer than a call should; the command line takes any number. */
    private static final int CAMPAIGNS_MAX = 100;

    private static final int HORIZON_MINUTES = 120;
    private static final double SALES_WEIGHT = 0.1;

    private final CounterfactualRun run;

    CounterfactualController(CounterfactualRun run) {
        this.run = run;
    }

    record CounterfactualBody(
            List<CampaignId> campaigns,
            Optional<SortedMap<DecisionKind, PolicyRef>> policies,
            Optional<SortedMap<DecisionKind, SortedMap<String, Double>>> parameters,
            Optional<SortedMap<String, String>> artifacts,
            Optional<Integer> horizonMinutes,
            Optional<Double> salesWeight) {}

    @Operation(operationId = "askCounterfactual", summary = "What would have been decided otherwise, and its worth")
    @PostMapping
    CounterfactualReport ask(@RequestBody CounterfactualBody body) {
        InvalidValue.unless(
                !body.campaigns().isEmpty() && body.campaigns().size() <= CAMPAIGNS_MAX,
                "campaigns",
                () -> "must name 1 to " + CAMPAIGNS_MAX + " campaigns, but there were "
                        + body.campaigns().size());
        Counterfactual otherwise = new Counterfactual(
                body.policies().orElse(null),
                body.parameters().orElse(null),
                body.artifacts().orElse(null));
        return run.run(
                body.campaigns(),
                otherwise,
                body.horizonMinutes().orElse(HORIZON_MINUTES),
                body.salesWeight().orElse(SALES_WEIGHT));
    }
}
