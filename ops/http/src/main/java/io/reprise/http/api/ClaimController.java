package io.reprise.http.api;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.Claims;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockRefusal;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.http.CommandDesk;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shoppers buy: each claim is granted whole or not at all, and answered the same when it comes again. */
@RestController
@RequestMapping("/api/v1/campaigns/{id}/claims")
class ClaimController {

    private final Campaigns campaigns;
    private final StockItems stock;
    private final CampaignClock clock;
    private final Claims answers;

    ClaimController(Campaigns campaigns, StockItems stock, CampaignClock clock, Claims answers) {
        this.campaigns = campaigns;
        this.stock = stock;
        this.clock = clock;
        this.answers = answers;
    }

    record ClaimBody(String claimId, Sku sku, int units) {}

    record ClaimAnswer(String claimId, boolean granted) {}

    @Operation(operationId = "claimStock", summary = "Claims stock for purchases")
    @PostMapping
    List<ClaimAnswer> claims(@PathVariable CampaignId id, @RequestBody List<ClaimBody> claims) {
        InvalidValue.unless(
                !claims.isEmpty() && claims.size() <= Claims.CLAIMS_MAX,
                "claims",
                "must be 1 to " + Claims.CLAIMS_MAX + ", but were " + claims.size());
        Map<Sku, List<Claim>> bySku = bySku(claims, live(id).version().plan());
        // All are looked at before the first is sent, so that a refused call has changed nothing.
        for (Sku sku : bySku.keySet()) {
            if (!stock.load(sku).shares().containsKey(id)) {
                throw new CommandDesk.Refused(new StockRefusal.NotAllocated(sku, id));
            }
        }
        Map<String, Boolean> granted = send(id, bySku, clock.instant());
        return claims.stream()
                .map(claim -> new ClaimAnswer(claim.claimId(), granted.getOrDefault(claim.claimId(), false)))
                .toList();
    }

    private Live live(CampaignId id) {
        Campaign campaign = campaigns.load(id);
        if (campaign instanceof Live live) {
            return live;
        }
        throw new CommandDesk.Refused(
                campaign instanceof Campaign.Drafted
                        ? new CampaignRefusal.WrongPhase("sell", campaign.phase())
                        : new CampaignRefusal.UnknownCampaign(id));
    }

    private static Map<Sku, List<Claim>> bySku(List<ClaimBody> claims, Plan plan) {
        Map<String, ClaimBody> seen = new HashMap<>();
        Map<Sku, List<Claim>> bySku = new LinkedHashMap<>();
        for (ClaimBody claim : claims) {
            plan.item(claim.sku());
            ClaimBody before = seen.putIfAbsent(claim.claimId(), claim);
            if (before != null && !before.equals(claim)) {
                throw new CommandDesk.Refused(new ApiRefusal.ClaimIdTwice(claim.claimId()));
            }
            bySku.computeIfAbsent(claim.sku(), sku -> new ArrayList<>()).add(new Claim(claim.claimId(), claim.units()));
        }
        return bySku;
    }

    /** Sent together, so that the log can write them together. */
    private Map<String, Boolean> send(CampaignId id, Map<Sku, List<Claim>> bySku, Instant now) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Map<String, Boolean>>> answers = bySku.entrySet().stream()
                    .map(e -> CompletableFuture.supplyAsync(
                            () -> send(new ClaimStock(e.getKey(), id, e.getValue(), now)), threads))
                    .toList();
            Map<String, Boolean> granted = new HashMap<>();
            answers.forEach(answer -> granted.putAll(answer.join()));
            return granted;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Map<String, Boolean> send(ClaimStock command) {
        try {
            return CommandDesk.answered(() -> answers.claim(command));
        } catch (CommandDesk.Refused e) {
            if (e.reason() instanceof StockRefusal.NotAllocated) {
                // The sale ended this very moment: other claims of the call may have been granted, these were not.
                return Map.of();
            }
            throw e;
        }
    }
}
