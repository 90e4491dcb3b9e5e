package io.reprise.http.console;

import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.decision.SaleForecast;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.projections.asof.CampaignAsOf;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.kpi.KpiSeries;
import io.reprise.projections.kpi.Kpis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the pages' charts are drawn from. */
@RestController
class SeriesController {

    private final CampaignPages pages;
    private final Kpis kpis;
    private final EvidenceStore evidence;
    private final CampaignAsOf asOf;

    SeriesController(CampaignPages pages, Kpis kpis, EvidenceStore evidence, CampaignAsOf asOf) {
        this.asOf = asOf;
        this.pages = pages;
        this.kpis = kpis;
        this.evidence = evidence;
    }

    /** @param at times, @param low and others: cumulative units */
    record ForecastPoint(Instant at, double low, double mid, double high) {}

    record SoldPoint(Instant at, long units) {}

    record Mark(Instant at, String kind, int prices) {}

    record Series(
            TimeWindow window,
            String zone,
            List<ForecastPoint> forecast,
            List<SoldPoint> sold,
            List<Mark> marks,
            String phase) {}

    /** @param position the series as it was at this position of the log */
    @GetMapping("/campaigns/{id}/series")
    Series series(@PathVariable CampaignId id, @RequestParam Optional<Long> position) {
        return position.flatMap(p -> asOf.at(id, p))
                .map(then -> series(then.page(), then.kpis()))
                .orElseGet(() -> series(
                        pages.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)),
                        kpis.of(id)));
    }

    private Series series(CampaignPage page, KpiSeries seen) {
        long[] units = {0};
        List<SoldPoint> sold = seen.slots.stream()
                .map(slot -> new SoldPoint(slot.from.plus(Duration.ofMinutes(10)), units[0] += slot.units))
                .toList();
        List<Mark> marks = page.adjustments.stream()
                .filter(a -> a.stage == Stage.APPLIED)
                .map(a -> new Mark(
                        a.at,
                        a.outcome.extraPush() ? "push" : a.rule.isEmpty() ? "approved" : "automatic",
                        a.outcome.priceChanges().size()))
                .toList();
        return new Series(
                page.window
                        .or(() -> page.schedule.map(s -> s.window()))
                        .orElse(page.plan().within()),
                page.plan().zone().getId(),
                forecast(page),
                sold,
                marks,
                page.phase);
    }

    private List<ForecastPoint> forecast(CampaignPage page) {
        if (page.schedule.isEmpty()) {
            return List.of();
        }
        TimeWindow window = page.window.orElse(page.schedule.get().window());
        return page.forecasts.stream()
                .filter(f -> f.role().equals(Forecast.DEMAND))
                .findFirst()
                .flatMap(f -> evidence.get(f.call().outputSha256()).map(bytes -> SaleForecast.cumulative(
                                Tensor.fromBytes(bytes),
                                f.hours(),
                                (int) Duration.between(f.from(), window.from()).toHours(),
                                window.hours(),
                                Price.WHOLE_BPS - page.plan().holdOutBps())
                        .stream()
                        .map(e -> new ForecastPoint(
                                window.from().plus(Duration.ofHours(e.hours())), e.low(), e.mid(), e.high()))
                        .toList()))
                .orElse(List.of());
    }
}
