package io.reprise.http.api;

import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.Attribution.Feature;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.http.CommandDesk;
import io.reprise.http.PlanCheck;
import io.reprise.http.WhatIfDesk;
import io.reprise.http.WhatIfDesk.Change;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the models expect of a plan before it is one. Nothing is saved. */
@RestController
@RequestMapping("/api/v1/plans/what-if")
class WhatIfController {

    private final WhatIfDesk desk;
    private final PlanCheck check;
    private final CampaignClock clock;

    WhatIfController(WhatIfDesk desk, PlanCheck check, CampaignClock clock) {
        this.desk = desk;
        this.check = check;
        this.clock = clock;
    }

    /**
     * @param discountStepBps added to every discount, within 0 and the guardrail
     * @param stockPercent share of the free stock that the sale gets
     * @param hour hours after the earliest start
     */
    record WhatIfBody(
            Plan plan, Optional<Integer> discountStepBps, Optional<Integer> stockPercent, Optional<Integer> hour) {

        Change change() {
            return new Change(
                    discountStepBps.orElse(Change.NONE.discountStepBps()),
                    stockPercent.orElse(Change.NONE.stockPercent()),
                    hour.orElse(Change.NONE.hour()));
        }
    }

    @Operation(
            operationId = "askWhatIf",
            summary = "What the models expect of a plan, changed a little; refused where it could not be drafted")
    @PostMapping
    WhatIfDesk.Answer ask(@RequestBody WhatIfBody body) {
        requirePossible(body.plan());
        return desk.ask(body.plan(), body.change());
    }

    @Operation(operationId = "listWhatIfDrivers", summary = "What moved the model most; empty where it cannot say")
    @PostMapping("/drivers")
    List<Feature> drivers(@RequestBody WhatIfBody body) {
        requirePossible(body.plan());
        return desk.drivers(body.plan(), body.change()).orElse(List.of());
    }

    private void requirePossible(Plan plan) {
        KnownItems.require(check, plan);
        Instant now = clock.instant();
        if (plan.within().from().isBefore(now)) {
            throw new CommandDesk.Refused(
                    new CampaignRefusal.WindowInThePast(plan.within().from(), now));
        }
    }
}
