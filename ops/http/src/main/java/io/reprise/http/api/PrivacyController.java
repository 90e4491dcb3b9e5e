package io.reprise.http.api;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.port.AudienceCounts;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.Noise;
import io.reprise.domain.model.port.PrivacyBudgets;
import io.reprise.domain.model.privacy.Aggregate;
import io.reprise.domain.model.privacy.AudienceTally;
import io.reprise.domain.model.privacy.PrivacyBudget;
import io.reprise.domain.model.privacy.PrivacyCommand;
import io.reprise.domain.model.privacy.PrivacyCommand.GrantBudget;
import io.reprise.domain.model.privacy.PrivacyCommand.ReleaseAggregate;
import io.reprise.domain.model.privacy.PrivacyEvent.AggregateReleased;
import io.reprise.domain.model.privacy.PrivacyRefusal;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.security.Actors;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Figures about shoppers that may be passed on: with noise, within a budget, once the sale is over. */
@RestController
@RequestMapping("/api/v1/campaigns/{id}/privacy")
class PrivacyController {

    private final CommandDesk commands;
    private final CampaignClock clock;
    private final Campaigns campaigns;
    private final PrivacyBudgets budgets;
    private final AudienceCounts audience;
    private final Noise noise;

    PrivacyController(
            CommandDesk commands,
            CampaignClock clock,
            Campaigns campaigns,
            PrivacyBudgets budgets,
            AudienceCounts audience,
            Noise noise) {
        this.commands = commands;
        this.clock = clock;
        this.campaigns = campaigns;
        this.budgets = budgets;
        this.audience = audience;
        this.noise = noise;
    }

    record BudgetBody(long epsilonMicros) {}

    record ReleaseBody(Aggregate aggregate, long epsilonMicros) {}

    /** @param noiseDeviation standard deviation of the noise in each value */
    record Release(
            Aggregate aggregate,
            long epsilonMicros,
            List<String> labels,
            List<Long> values,
            double noiseDeviation,
            String releasedBy,
            Instant at) {}

    record Standing(long grantedMicros, long spentMicros, long leftMicros, List<Release> releases) {}

    @Operation(operationId = "getPrivacy", summary = "The privacy budget, and what was released within it")
    @GetMapping
    Standing standing(@PathVariable CampaignId id) {
        Plan plan = drafted(id).version().plan();
        PrivacyBudget budget = budgets.load(id);
        return new Standing(
                budget.grantedMicros(),
                budget.spentMicros(),
                budget.leftMicros(),
                budget.releases().stream().map(r -> release(r, plan)).toList());
    }

    @Operation(operationId = "grantPrivacyBudget", summary = "Grants all that may ever be spent")
    @PutMapping("/budget")
    Standing grant(@PathVariable CampaignId id, @RequestBody BudgetBody body, Authentication who) {
        drafted(id);
        commands.send(new GrantBudget(id, body.epsilonMicros(), Actors.of(who), clock.instant()));
        return standing(id);
    }

    @Operation(operationId = "releaseAggregate", summary = "Releases figures about shoppers, with noise")
    @PostMapping("/releases")
    Release release(@PathVariable CampaignId id, @RequestBody ReleaseBody body, Authentication who) {
        InvalidValue.unless(body.aggregate() != null, "aggregate", "must be FUNNEL, BUYERS_BY_HOUR or BUYERS_BY_ITEM");
        PrivacyCommand.requireEpsilon(body.epsilonMicros());
        if (!(drafted(id) instanceof Campaign.Ended ended)) {
            throw new CommandDesk.Refused(new PrivacyRefusal.SaleNotOver(id));
        }
        Plan plan = ended.version().plan();
        int sensitivity = body.aggregate().sensitivity();
        // Drawn anew at each call; where the same was released before, that is the answer, and these are forgotten.
        List<Long> values = audience.counts(id, plan, body.aggregate()).stream()
                .map(count -> count + noise.draw(sensitivity, body.epsilonMicros()))
                .toList();
        commands.send(new ReleaseAggregate(
                id, body.aggregate(), body.epsilonMicros(), values, Actors.of(who), clock.instant()));
        return release(
                budgets.load(id).release(body.aggregate(), body.epsilonMicros()).orElseThrow(), plan);
    }

    private Campaign.Drafted drafted(CampaignId id) {
        if (campaigns.load(id) instanceof Campaign.Drafted drafted) {
            return drafted;
        }
        throw new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id));
    }

    private static Release release(AggregateReleased r, Plan plan) {
        double step = Math.exp(-r.epsilonMicros() / 1e6 / r.aggregate().sensitivity());
        return new Release(
                r.aggregate(),
                r.epsilonMicros(),
                AudienceTally.labels(r.aggregate(), plan),
                r.values(),
                Math.sqrt(2 * step) / (1 - step),
                r.actor().name(),
                r.at());
    }
}
