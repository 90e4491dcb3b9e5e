package io.reprise.http.api;

import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.projections.asof.CampaignAsOf;
import io.reprise.projections.asof.CampaignAsOf.Heard;
import io.reprise.projections.asof.CampaignAsOf.Then;
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

    private final CampaignAsOf asOf;

    CampaignAsOfController(CampaignAsOf asOf) {
        this.asOf = asOf;
    }

    /**
     * @param position of the log up to which everything was taken
     * @param lastSignals the last signals up to it, where there were any; the campaign's last event is its timeline's
     * @param leftUnits what the campaign had left of each item of its plan, by SKU
     */
    record CampaignThen(
            long position,
            CampaignAnswer campaign,
            Optional<Heard> lastSignals,
            KpiSeries kpis,
            List<DecisionRecord> decisions,
            Map<String, Integer> leftUnits) {

        static CampaignThen of(Then then) {
            Map<String, Integer> left = new TreeMap<>();
            then.leftUnits().forEach((sku, units) -> left.put(sku.value(), units));
            return new CampaignThen(
                    then.position(),
                    CampaignAnswer.of(then.page()),
                    then.lastSignals(),
                    then.kpis(),
                    then.decisions().stream().map(DecisionEntry::decision).toList(),
                    left);
        }
    }

    /**
     * @param position of the log; beyond its end, everything that has happened
     * @param time as an alternative: everything of the campaign that had happened until then; without either, now
     */
    @Operation(operationId = "getCampaignAsOf", summary = "A campaign as it was at a position of the log, or at a time")
    @GetMapping
    CampaignThen asOf(
            @PathVariable CampaignId id, @RequestParam Optional<Long> position, @RequestParam Optional<Instant> time) {
        InvalidValue.unless(position.isEmpty() || time.isEmpty(), "position", "must not be given beside a time");
        InvalidValue.unless(position.orElse(0L) >= 0, "position", "must not be negative");
        return time.map(until -> asOf.at(id, until))
                .orElseGet(() -> asOf.at(id, position.orElse(Long.MAX_VALUE)))
                .map(CampaignThen::of)
                .orElseThrow(() -> new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id)));
    }
}
