package io.reprise.workflows;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Leeway;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.AssortmentInputs;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.DemandForecaster.DemandQuestion;
import io.reprise.domain.model.port.DemandForecaster.Offered;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.PurchasePredictor;
import io.reprise.domain.model.port.PurchasePredictor.PurchaseQuestion;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Asks one set of models, the champions or the baselines, and keeps what went in and came out as evidence. */
public final class Forecasting {

    /** Candidate changes of an item's discount in basis points. */
    static final List<Integer> STEPS_BPS = List.of(-1000, -500, 0, 500, 1000);

    private final DemandForecaster demand;
    private final PurchasePredictor purchase;
    private final EvidenceStore evidence;

    public Forecasting(DemandForecaster demand, PurchasePredictor purchase, EvidenceStore evidence) {
        this.demand = demand;
        this.purchase = purchase;
        this.evidence = evidence;
    }

    /** Demand at every candidate discount, for every hour in which the sale may lie: items × steps × hours. */
    public Forecast offers(Plan plan, String fallbackReason) {
        List<Offered> offers = plan.items().stream()
                .flatMap(item -> STEPS_BPS.stream()
                        .map(step -> new Offered(
                                item.sku(),
                                item.regularPriceCents(),
                                AssortmentInputs.discountBps(item.discountBps(), step))))
                .toList();
        return demand(Forecast.OFFERS, plan, offers, fallbackReason);
    }

    /** Demand at the plan's discounts, for every hour in which the sale may lie. */
    public Forecast demand(Plan plan, String fallbackReason) {
        List<Offered> items = plan.items().stream()
                .map(i -> new Offered(i.sku(), i.regularPriceCents(), i.discountBps()))
                .toList();
        return demand(Forecast.DEMAND, plan, items, fallbackReason);
    }

    private Forecast demand(String role, Plan plan, List<Offered> offers, String fallbackReason) {
        int hours = plan.within().hours();
        ModelAnswer answer =
                demand.forecast(new DemandQuestion(offers, plan.within().from(), hours, plan.zone()));
        return new Forecast(role, keep(answer, fallbackReason), plan.within().from(), hours);
    }

    public Forecast purchase(Plan plan, String fallbackReason) {
        int hours = plan.within().hours();
        ModelAnswer answer = purchase.predict(new PurchaseQuestion(plan.within().from(), hours, plan.zone()));
        return new Forecast(
                Forecast.PURCHASE, keep(answer, fallbackReason), plan.within().from(), hours);
    }

    /** Demand in what is left of the sale, or may become of it, at every candidate discount: items × steps × hours. */
    public ModelCall response(Live live, Instant now, String fallbackReason) {
        Plan plan = live.proposal().plan();
        List<Offered> offers = plan.items().stream()
                .flatMap(item -> STEPS_BPS.stream()
                        .map(step -> new Offered(
                                item.sku(),
                                item.regularPriceCents(),
                                Math.clamp(live.discountsBps().get(item.sku()) + (long) step, 0, 9_999))))
                .toList();
        ModelAnswer answer = demand.forecast(
                new DemandQuestion(offers, now.truncatedTo(ChronoUnit.HOURS), hoursAhead(live, now), plan.zone()));
        return keep(answer, fallbackReason);
    }

    /** Whole hours from the start of this one to the end of the sale. */
    static int hoursLeft(Live live, Instant now) {
        Duration left = Duration.between(
                now.truncatedTo(ChronoUnit.HOURS), live.window().to());
        return (int) Math.max(1, Math.ceilDiv(left.toMinutes(), 60L));
    }

    /** Likewise to the latest end that the sale may be given, where its policy looks at that. */
    static int hoursAhead(Live live, Instant now) {
        int left = hoursLeft(live, now);
        if (!Policies.looksAhead(SaleDesk.adjusting(live))) {
            return left;
        }
        Plan plan = live.proposal().plan();
        Instant approved = live.proposal().schedule().window().to();
        Instant latest = approved.plus(
                Duration.ofHours(plan.steered().leeway().orElse(Leeway.NONE).endLaterHoursMax()));
        Instant last = latest.isAfter(plan.within().to()) ? plan.within().to() : latest;
        return left
                + (int) Math.max(0, Duration.between(live.window().to(), last).toHours());
    }

    private ModelCall keep(ModelAnswer answer, String fallbackReason) {
        evidence.put(answer.input().toBytes());
        evidence.put(answer.output().toBytes());
        return answer.call().because(fallbackReason);
    }

    /** A recorded answer, back from the evidence store. */
    static Exhibit exhibit(EvidenceStore evidence, String role, ModelCall call) {
        byte[] bytes = evidence.get(call.outputSha256())
                .orElseThrow(() -> new IllegalStateException("evidence " + call.outputSha256() + " is missing"));
        return new Exhibit(role, call, Tensor.fromBytes(bytes));
    }
}
