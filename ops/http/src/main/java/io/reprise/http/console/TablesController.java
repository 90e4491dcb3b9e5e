package io.reprise.http.console;

import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockItem.Share;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.DecisionSearch;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.feed.ViewOperations;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.stock.StockLevels;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Every table of the pages, to be saved: times in UTC, money in minor units, names of columns in English. */
@RestController
class TablesController {

    /** A search that finds more is cut off: a file is for people. */
    private static final int DECISIONS_MAX = 10_000;

    private static final int DECISIONS_AT_ONCE = 1_000;

    private final Board board;
    private final CampaignPages pages;
    private final DecisionSearch search;
    private final Kpis kpis;
    private final StockLevels stockLevels;
    private final StockItems stock;
    private final ModelReleases models;
    private final ViewOperations views;
    private final DecisionWords words;

    TablesController(
            Board board,
            CampaignPages pages,
            DecisionSearch search,
            Kpis kpis,
            StockLevels stockLevels,
            StockItems stock,
            ModelReleases models,
            ViewOperations views,
            DecisionWords words) {
        this.board = board;
        this.pages = pages;
        this.search = search;
        this.kpis = kpis;
        this.stockLevels = stockLevels;
        this.stock = stock;
        this.models = models;
        this.views = views;
        this.words = words;
    }

    @InitBinder("form")
    void plainFields(WebDataBinder binder) {
        binder.initDirectFieldAccess();
    }

    private static ResponseEntity<String> table(String name, List<String> heading, List<List<Object>> rows) {
        return new CsvTable(name, heading, rows).answer();
    }

    @GetMapping("/campaigns.csv")
    ResponseEntity<String> campaigns() {
        return table(
                "campaigns",
                List.of("campaign", "name", "phase", "from", "to", "units", "revenueCents", "currency", "pace"),
                board.all().stream()
                        .map(e -> List.<Object>of(
                                e.campaignId,
                                e.name,
                                e.phase,
                                e.from,
                                e.to,
                                e.unitsSold,
                                e.revenueCents,
                                e.currency,
                                e.pace.<Object>map(p -> p).orElse("")))
                        .toList());
    }

    @GetMapping("/stock.csv")
    ResponseEntity<String> stock() {
        return table(
                "stock",
                List.of("sku", "free", "allocated", "sold", "released", "refused"),
                stockLevels.all().stream()
                        .map(l ->
                                List.<Object>of(l.sku(), l.free(), l.allocated(), l.sold(), l.released(), l.refused()))
                        .toList());
    }

    @GetMapping("/models.csv")
    ResponseEntity<String> models() {
        return table(
                "models",
                List.of(
                        "model",
                        "version",
                        "artifactSha256",
                        "stage",
                        "metric",
                        "error",
                        "baselineError",
                        "trainedBy",
                        "promotedBy",
                        "changedAt"),
                models.all().stream()
                        .map(r -> List.<Object>of(
                                r.model,
                                r.version,
                                r.artifactSha256,
                                r.stage,
                                r.metric,
                                r.error,
                                r.baselineError,
                                r.trainedBy,
                                r.promotedBy,
                                r.changedAt))
                        .toList());
    }

    @GetMapping("/operations/views.csv")
    ResponseEntity<String> views() {
        return table(
                "views",
                List.of("view", "state", "position", "head", "eventsPerSecond", "deadLetters", "message"),
                views.all().stream()
                        .map(s -> List.<Object>of(
                                s.projection(),
                                s.state(),
                                s.position(),
                                s.head(),
                                s.eventsPerSecond(),
                                s.deadLetters(),
                                s.message()))
                        .toList());
    }

    @GetMapping("/campaigns/{id}/items.csv")
    ResponseEntity<String> items(@PathVariable CampaignId id) {
        return table(
                id + "-items",
                List.of(
                        "sku",
                        "name",
                        "regularPriceCents",
                        "unitCostCents",
                        "priceCents",
                        "discountBps",
                        "allocatedUnits",
                        "leftUnits"),
                CampaignModel.items(page(id), sku -> {
                            Share share = stock.load(sku).shares().get(id);
                            return share == null ? 0 : share.leftUnits();
                        })
                        .stream()
                        .map(i -> List.<Object>of(
                                i.item().sku(),
                                i.item().name(),
                                i.item().regularPriceCents(),
                                i.item().unitCostCents(),
                                i.priceCents(),
                                i.discountBps(),
                                i.allocated(),
                                i.left()))
                        .toList());
    }

    @GetMapping("/campaigns/{id}/adjustments.csv")
    ResponseEntity<String> adjustments(@PathVariable CampaignId id) {
        return table(
                id + "-adjustments",
                List.of("decision", "window", "at", "what", "expectedGainCents", "stage", "actor", "rule"),
                page(id).adjustments.stream()
                        .map(a -> List.<Object>of(
                                a.decisionId,
                                a.window,
                                a.at,
                                words.adjustment(a.outcome),
                                a.outcome.expectedGainCents(),
                                a.stage,
                                a.actor,
                                a.rule))
                        .toList());
    }

    @GetMapping("/campaigns/{id}/timeline.csv")
    ResponseEntity<String> timeline(@PathVariable CampaignId id) {
        return table(
                id + "-timeline",
                List.of("position", "at", "event", "actor", "detail"),
                page(id).timeline.stream()
                        .map(t -> List.<Object>of(t.position(), t.at(), t.event(), t.actor(), t.detail()))
                        .toList());
    }

    /** Every ten minutes of the sale. */
    @GetMapping("/campaigns/{id}/sales.csv")
    ResponseEntity<String> sales(@PathVariable CampaignId id) {
        page(id);
        return table(
                id + "-sales",
                List.of("from", "views", "carts", "orders", "units", "revenueCents", "holdOutUnits"),
                kpis.of(id).slots.stream()
                        .map(s -> List.<Object>of(
                                s.from, s.views, s.carts, s.orders, s.units, s.revenueCents, s.holdOutUnits))
                        .toList());
    }

    @GetMapping("/decisions.csv")
    ResponseEntity<String> decisions(@ModelAttribute("form") DecisionForm form) {
        List<List<Object>> rows = new ArrayList<>();
        long before = Long.MAX_VALUE;
        while (rows.size() < DECISIONS_MAX) {
            DecisionSearch.Found found = form.find(search, before, DECISIONS_AT_ONCE);
            found.lines().forEach(line -> rows.add(row(line)));
            if (found.next().isEmpty()) {
                break;
            }
            before = found.next().get();
        }
        return table(
                "decisions",
                List.of(
                        "position",
                        "at",
                        "campaign",
                        "decision",
                        "kind",
                        "sentence",
                        "policy",
                        "actor",
                        "overriddenBy",
                        "overrideReason"),
                rows);
    }

    private static List<Object> row(DecisionSearch.Line line) {
        DecisionEntry entry = line.entry();
        DecisionRecord decision = entry.decision();
        return List.of(
                entry.position(),
                decision.at(),
                decision.campaign(),
                decision.id(),
                decision.kind(),
                line.sentence(),
                decision.policy(),
                decision.actor().name(),
                entry.overridden().map(o -> o.actor().name()).orElse(""),
                entry.overridden().map(DecisionEntry.Override::reason).orElse(""));
    }

    private CampaignPage page(CampaignId id) {
        return pages.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
