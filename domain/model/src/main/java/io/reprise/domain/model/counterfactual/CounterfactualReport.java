package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.List;

/**
 * Past sales under another policy, other parameters or another model.
 *
 * @param valued adjustments only: the other kinds of decision are taken once a sale and without chance, so nothing logged
 *     tells what another would have brought
 * @param sameChanges share of adjustments in which both take the same option and the same changes; where it is much less than
 *     the share of the same option, options do not stand well for what they contain
 */
public record CounterfactualReport(
        Counterfactual otherwise,
        int horizonMinutes,
        double salesWeight,
        List<Sale> sales,
        int decisions,
        int changed,
        int impossible,
        double sameOption,
        double sameChanges,
        Valuation valued) {

    public CounterfactualReport {
        sales = List.copyOf(sales);
    }

    /** One sale, decision by decision. */
    public record Sale(CampaignId campaign, List<Reconsidered> decisions) {
        public Sale {
            decisions = List.copyOf(decisions);
        }
    }
}
