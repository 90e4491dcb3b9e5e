package io.reprise.workflows;

import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Campaigns that are over and still hold stock. Stock is given back in the step after the one that ends a campaign; where
 * the process was lost between the two, nobody else would give it back.
 */
final class UnreleasedStock {

    private UnreleasedStock() {}

    static List<Ended> of(Campaigns campaigns, StockItems stock) {
        // Sales are of the same items again and again: each is looked at once.
        Map<Sku, Set<CampaignId>> holders = new HashMap<>();
        return campaigns.all().stream()
                .map(campaigns::load)
                .filter(Ended.class::isInstance)
                .map(Ended.class::cast)
                .filter(ended -> ended.proposal().stream()
                        .flatMap(proposal -> proposal.inventory().items().stream())
                        .anyMatch(item -> holders.computeIfAbsent(
                                        item.sku(),
                                        sku -> Set.copyOf(
                                                stock.load(sku).shares().keySet()))
                                .contains(ended.id())))
                .toList();
    }
}
