package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AssortmentInputs.Item;
import io.reprise.domain.model.decision.AssortmentOutcome.Choice;
import io.reprise.domain.model.decision.Offers.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code ASSORTMENT} without a model, version 1: the discounts of the plan, or one discount for all. What people do
 * today, and what the others are measured against.
 */
final class FixedAssortment implements Policy<AssortmentInputs, AssortmentOutcome> {

    static final PolicyRef PLANNED = new PolicyRef("planned-assortment", 1);
    static final PolicyRef UNIFORM = new PolicyRef("uniform-assortment", 1);

    /** A discount that the guardrails forbid is made smaller in steps of this. */
    private static final int STEP_BPS = 100;

    private final PolicyRef ref;

    FixedAssortment(PolicyRef ref) {
        this.ref = ref;
    }

    @Override
    public PolicyRef ref() {
        return ref;
    }

    @Override
    public Class<AssortmentInputs> inputs() {
        return AssortmentInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(ref.equals(UNIFORM) ? Map.of("discountBps", 2000.0) : Map.of());
    }

    @Override
    public Verdict<AssortmentOutcome> decide(AssortmentInputs in, Evidence evidence, Parameters p, long seed) {
        Offers offers = new Offers(in, evidence, 0);
        List<Choice> choices = new ArrayList<>();
        double units = 0;
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            Offer planned = offers.at(i, in.stepsBps().indexOf(0), 0, 0);
            int discount = ref.equals(UNIFORM) ? uniform(in.limits(), item, p) : item.plannedBps();
            choices.add(new Choice(item.sku(), discount, planned.units(), Math.round(planned.worth())));
            units += planned.units();
        }
        return new Verdict<>(
                new AssortmentOutcome(choices),
                List.of(Alternative.weighed(ref.name(), units, "units", true)),
                new Explanation("assortment." + ref.name(), List.of(Integer.toString(choices.size())), List.of()));
    }

    /** The one discount for all, or the largest below it that leaves this item its margin. */
    private static int uniform(AssortmentInputs.Limits limits, Item item, Parameters p) {
        int discount = Math.min(limits.discountBpsMax(), (int) p.within("discountBps", 0, 9_999));
        while (discount > 0 && !Offers.isAllowed(limits, item, discount)) {
            discount -= STEP_BPS;
        }
        return Math.max(0, discount);
    }
}
