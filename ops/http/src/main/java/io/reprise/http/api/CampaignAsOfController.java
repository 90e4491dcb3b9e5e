package io.reprise.http.api;

import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.projections.asof.CampaignAsOf;
import io.reprise.projections.asof.CampaignAsOf.Then;
import io.reprise.projections.campaignpage.CampaignPage.TimelineEntry;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.kpi.KpiSeries;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A campaign as it was, made again from the log alone; today's views are not touched. */
@RestController
@RequestMapping("/api/v1/campaigns/{id}/as-of")
class CampaignAsOfController {

    private final CampaignPages pages;
    private final CampaignAsOf asOf;

    CampaignAsOfController(CampaignPages pages, CampaignAsOf asOf) {
        this.pages = pages;
        this.asOf = asOf;
    }

    /**
     * @param position of the last event that had happened
     * @param leftUnits what the campaign had left of each item of its plan, by SKU
     */
    record CampaignThen(
            long position,
            CampaignAnswer campaign,
            KpiSeries kpis,
            List<DecisionRecord> decisions,
            Map<String, Integer> leftUnits) {

        static CampaignThen of(Then then) {
            Map<String, Integer> left = new TreeMap<>();
            then.leftUnits().forEach((sku, units) -> left.put(sku.value(), units));
            return new CampaignThen(
                    then.position(),
                    CampaignAnswer.of(then.page()),
                    then.kpis(),
                    then.decisions().stream().map(DecisionEntry::decision).toList(),
                    left);
        }
    }

    /**
     * @param position of the log; beyond its end, everything that has happened
     * @param time as an alternative: after the last event of the campaign until then; without either, now
     */
    @Operation(operationId = "getCampaignAsOf", summary = "A campaign as it was at a position of the log, or at a time")
    @GetMapping
    CampaignThen asOf(
            @PathVariable CampaignId id, @RequestParam Optional<Long> position, @RequestParam Optional<Instant> time) {
        InvalidValue.unless(position.isEmpty() || time.isEmpty(), "position", "must not be given beside a time");
        InvalidValue.unless(position.orElse(0L) >= 0, "position", "must not be negative");
        return position.or(() -> last(id, time.orElse(Instant.MAX)))
                .flatMap(at -> asOf.at(id, at))
                .map(CampaignThen::of)
                .orElseThrow(() -> new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id)));
    }

    private Optional<Long> last(CampaignId id, Instant until) {
        return pages.find(id).stream()
                .flatMap(page -> page.timeline.stream())
                .filter(entry -> !entry.at().isAfter(until))
                .map(TimelineEntry::position)
                .max(Long::compare);
    }
}
