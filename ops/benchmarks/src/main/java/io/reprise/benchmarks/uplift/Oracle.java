package io.reprise.benchmarks.uplift;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.PurchasePredictor;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.market.Market.Window;
import io.reprise.market.TrueDemand;
import java.time.Duration;
import java.time.Instant;

/**
 * Answers what models are asked with the market's own mean. Its quantiles are those of chance alone, which is left when the
 * mean is known: orders come as a Poisson process and hold some units each.
 */
final class Oracle implements DemandForecaster, PurchasePredictor {

    private static final double OUTER = 1.2815515655446004;

    /** Mean of the squared units of an order over the mean of its units. */
    private static final double UNITS_SPREAD = 86.0 / 26;

    private final TrueDemand demand;
    private final Plan plan;
    private final World world;

    Oracle(TrueDemand demand, Plan plan, World world) {
        this.demand = demand;
        this.plan = plan;
        this.world = world;
    }

    @Override
    public ModelAnswer forecast(DemandQuestion question) {
        float[] out = new float[question.items().size() * question.hours() * 3];
        int at = 0;
        for (Offered item : question.items()) {
            double ratio =
                    (double) Price.discounted(item.regularPriceCents(), item.discountBps()) / item.regularPriceCents();
            for (int i = 0; i < question.hours(); i++) {
                Instant hour = question.from().plus(Duration.ofHours(i));
                double mean = units(item.sku().value(), hour, ratio);
                double deviation = Math.sqrt(UNITS_SPREAD * mean);
                out[at++] = (float) Math.max(0, mean - OUTER * deviation);
                out[at++] = (float) mean;
                out[at++] = (float) (mean + OUTER * deviation);
            }
        }
        return answer("oracle-demand", new Tensor(at / 3, 3, out));
    }

    @Override
    public ModelAnswer predict(PurchaseQuestion question) {
        float[] out = new float[question.hours()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) Math.min(1, 0.05 * demand.interest(question.from().plus(Duration.ofHours(i))));
        }
        return answer("oracle-purchase", new Tensor(out.length, 1, out));
    }

    /** In the sale as it is; while none is decided, in one of the plan's length around that hour. */
    private double units(String sku, Instant hour, double ratio) {
        if (world.campaign() instanceof Live live) {
            var window = live.proposal().schedule().window();
            return demand.units(sku, hour, ratio, new Window(window.from(), window.to()), live.pushWaves());
        }
        Duration length = Duration.ofHours(plan.lengthHours());
        Instant from = hour.minus(Duration.ofHours(plan.lengthHours() / 2));
        Instant last = plan.within().to().minus(length);
        from = from.isBefore(plan.within().from()) ? plan.within().from() : from.isAfter(last) ? last : from;
        return demand.unitsOfSome(sku, hour, ratio, new Window(from, from.plus(length)));
    }

    private static ModelAnswer answer(String model, Tensor output) {
        Tensor input = new Tensor(0, 0, new float[0]);
        return new ModelAnswer(
                input,
                output,
                new ModelCall(model, "1", "none", "none", "none", "none", input.sha256(), output.sha256(), ""));
    }
}
