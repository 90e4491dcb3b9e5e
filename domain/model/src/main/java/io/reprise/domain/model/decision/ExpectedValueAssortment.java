package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AssortmentInputs.Item;
import io.reprise.domain.model.decision.AssortmentOutcome.Choice;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.decision.Offers.Offer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * {@code ASSORTMENT}, version 1: for each item the discount of greatest expected worth under its stock, all of them
 * together within the discount budget.
 *
 * <p>Worth is margin plus a share of revenue, over the units expected to be sold of what is free, in the sale and at the
 * regular price around it: what is scarce anyway is not sold cheaply. Does not randomise.
 */
final class ExpectedValueAssortment implements Policy<AssortmentInputs, AssortmentOutcome> {

    static final PolicyRef REF = new PolicyRef("expected-value-assortment", 1);

    private static final int FACTORS_MAX = 12;

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<AssortmentInputs> inputs() {
        return AssortmentInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(
                Map.of("salesWeight", 0.1, "hourCorrelation", 0.1, "drawnShare", 0.25, "budgetReserve", 0.1));
    }

    @Override
    public Verdict<AssortmentOutcome> decide(AssortmentInputs in, Evidence evidence, Parameters p, long seed) {
        List<List<Offer>> offers = offers(in, evidence, p);
        double shadowPrice = DiscountBudget.shadowPrice(
                offers, (1 - p.within("budgetReserve", 0, 1)) * in.limits().discountBudgetCents());
        List<Offer> chosen = DiscountBudget.chosen(offers, shadowPrice);
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Offer offer = chosen.get(i);
            choices.add(
                    new Choice(in.items().get(i).sku(), offer.discountBps(), offer.units(), Math.round(offer.worth())));
        }
        choices.sort(Comparator.comparingLong((Choice c) -> -c.worthCents()).thenComparing(Choice::sku));
        List<Offer> planned = planned(in, evidence, p);
        return new Verdict<>(
                new AssortmentOutcome(choices),
                List.of(
                        Alternative.weighed("discounts as planned", DiscountBudget.worth(planned), "cents", false),
                        Alternative.weighed(
                                        "each item's best, whatever the budget",
                                        DiscountBudget.worth(DiscountBudget.chosen(offers, 0)),
                                        "cents",
                                        false)
                                .because(
                                        shadowPrice > 0
                                                ? "the discount budget is binding"
                                                : "the same: the budget lasts"),
                        Alternative.weighed(
                                "each item's best within the budget", DiscountBudget.worth(chosen), "cents", true)),
                explanation(in, chosen, planned, shadowPrice));
    }

    private static Explanation explanation(
            AssortmentInputs in, List<Offer> chosen, List<Offer> planned, double shadowPrice) {
        List<Factor> factors = new ArrayList<>();
        int changed = 0;
        for (int i = 0; i < chosen.size(); i++) {
            Item item = in.items().get(i);
            if (chosen.get(i).discountBps() != item.plannedBps()) {
                changed++;
                factors.add(new Factor(
                        item.sku().value(),
                        chosen.get(i).discountBps(),
                        chosen.get(i).worth() - planned.get(i).worth()));
            }
        }
        factors.sort(Comparator.comparingDouble((Factor f) -> -Math.abs(f.contribution()))
                .thenComparing(Factor::name));
        List<Factor> shown = new ArrayList<>();
        shown.add(new Factor("shadow-price-of-budget", shadowPrice, 0 - shadowPrice));
        shown.addAll(factors.subList(0, Math.min(FACTORS_MAX, factors.size())));
        return new Explanation(
                "assortment.expected-value",
                List.of(
                        Integer.toString(changed),
                        Long.toString(Math.round(DiscountBudget.worth(chosen) - DiscountBudget.worth(planned))),
                        Long.toString(Math.round(DiscountBudget.cost(chosen)))),
                shown);
    }

    /** What may be offered: for each item every candidate that the guardrails allow, the smallest discount first. */
    private static List<List<Offer>> offers(AssortmentInputs in, Evidence evidence, Parameters p) {
        Offers table = new Offers(in, evidence, p.within("hourCorrelation", 0, 1));
        List<List<Offer>> offers = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            List<Offer> allowed = new ArrayList<>();
            for (int step = 0; step < in.stepsBps().size(); step++) {
                Offer offer = table.at(i, step, p.get("salesWeight"), p.within("drawnShare", 0, 1));
                // The planned discount is within the guardrails, or there would be no plan.
                if (Offers.isAllowed(in.limits(), in.items().get(i), offer.discountBps())) {
                    allowed.add(offer);
                }
            }
            allowed.sort(Comparator.comparingInt(Offer::discountBps));
            offers.add(allowed);
        }
        return offers;
    }

    private static List<Offer> planned(AssortmentInputs in, Evidence evidence, Parameters p) {
        Offers table = new Offers(in, evidence, p.within("hourCorrelation", 0, 1));
        List<Offer> planned = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            planned.add(table.at(i, in.stepsBps().indexOf(0), p.get("salesWeight"), p.within("drawnShare", 0, 1)));
        }
        return planned;
    }
}
