package io.reprise.http;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.Attribution;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.decision.WhatIf;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.DemandForecaster.DemandQuestion;
import io.reprise.domain.model.port.DemandForecaster.Offered;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelAttributions;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks the demand model what a plan would bring if it were another. Nothing is decided, so nothing is recorded. */
public final class WhatIfDesk {

    /** More rows would keep whoever moves a slider waiting, and tell hardly more. */
    private static final int EXPLAINED_ROWS_MAX = 240;

    private static final int FEATURES_MAX = 6;

    private final DemandForecaster champion;
    private final DemandForecaster baseline;
    private final ModelAttributions attributions;
    private final StockItems stock;

    /** @param champion answers without being compared with what is in its shadow: a question is no decision */
    public WhatIfDesk(
            DemandForecaster champion, DemandForecaster baseline, ModelAttributions attributions, StockItems stock) {
        this.champion = champion;
        this.baseline = baseline;
        this.attributions = attributions;
        this.stock = stock;
    }

    /**
     * How the plan is changed for the question.
     *
     * @param discountStepBps added to every discount, within 0 and the guardrail
     * @param stockPercent share of the free stock that it gets
     * @param hour hours after the earliest start
     */
    public record Change(int discountStepBps, int stockPercent, int hour) {
        public static final Change NONE = new Change(0, 100, 0);

        /** Within what the plan allows. */
        public Change within(Plan plan) {
            return new Change(
                    Math.clamp(discountStepBps, -Price.WHOLE_BPS, Price.WHOLE_BPS),
                    Math.clamp(stockPercent, 0, 100),
                    Math.clamp(hour, 0, plan.within().hours() - plan.lengthHours()));
        }
    }

    /**
     * @param change as it was asked, within what the plan allows
     * @param usual the same for the plan as it is
     * @param model name and version of the model that answered
     * @param isFallback whether the baseline answered, because the champion could not
     */
    public record Answer(
            Change change, Instant starts, WhatIf changed, WhatIf usual, String model, boolean isFallback) {}

    /** @throws ModelUnavailable where no model can answer */
    public Answer ask(Plan plan, Change asked) {
        Change change = asked.within(plan);
        ModelAnswer answer = answer(plan, change);
        WhatIf changed = read(plan, change, answer);
        WhatIf usual = change.equals(Change.NONE) ? changed : read(plan, Change.NONE, answer(plan, Change.NONE));
        return new Answer(
                change,
                starts(plan, change),
                changed,
                usual,
                answer.call().model() + " " + answer.call().version(),
                answer.call().isFallback());
    }

    /** What moved the model most, of a sample of the items and hours; empty where it cannot say. */
    public Optional<List<Attribution.Feature>> drivers(Plan plan, Change asked) {
        ModelAnswer answer = answer(plan, asked.within(plan));
        try {
            return Optional.of(attributions.of(answer.call(), sample(answer.input())).features().stream()
                    .filter(feature -> feature.magnitude() > 0)
                    .sorted(Comparator.comparingDouble((Attribution.Feature f) -> Math.abs(f.mean()))
                            .reversed())
                    .limit(FEATURES_MAX)
                    .toList());
        } catch (ModelUnavailable e) {
            return Optional.empty();
        }
    }

    private static Tensor sample(Tensor input) {
        int every = Math.max(1, Math.ceilDiv(input.rows(), EXPLAINED_ROWS_MAX));
        int rows = Math.ceilDiv(input.rows(), every);
        float[] values = new float[rows * input.columns()];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    input.values(), row * every * input.columns(), values, row * input.columns(), input.columns());
        }
        return new Tensor(rows, input.columns(), values);
    }

    private static Instant starts(Plan plan, Change change) {
        return plan.within().from().plus(Duration.ofHours(change.hour()));
    }

    private ModelAnswer answer(Plan plan, Change change) {
        List<Offered> offers = plan.items().stream()
                .map(i -> new Offered(i.sku(), i.regularPriceCents(), discountBps(plan, i, change)))
                .toList();
        DemandQuestion question = new DemandQuestion(offers, starts(plan, change), plan.lengthHours(), plan.zone());
        try {
            return champion.forecast(question);
        } catch (ModelUnavailable e) {
            ModelAnswer answer = baseline.forecast(question);
            return new ModelAnswer(
                    answer.input(), answer.output(), answer.call().because(e.getMessage()));
        }
    }

    private static int discountBps(Plan plan, PlannedItem item, Change change) {
        return Math.clamp(
                item.discountBps() + change.discountStepBps(),
                0,
                plan.guardrails().discountBpsMax());
    }

    private WhatIf read(Plan plan, Change change, ModelAnswer answer) {
        List<WhatIf.Item> items = new ArrayList<>();
        for (PlannedItem item : plan.items()) {
            long free = (long) stock.load(item.sku()).freeUnits() * change.stockPercent() / 100;
            items.add(new WhatIf.Item(
                    item.regularPriceCents(), item.unitCostCents(), discountBps(plan, item, change), (int) free));
        }
        return WhatIf.of(items, answer.output(), plan.lengthHours(), Price.WHOLE_BPS - plan.holdOutBps());
    }
}
