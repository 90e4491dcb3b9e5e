package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.ClosingInputs.Ending;
import io.reprise.domain.model.decision.Effect.Shown;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closing {@code EVALUATION}, version 2: what the sale caused, in revenue and margin, by its randomised hold-out and with
 * what shoppers spent before it taken into account ({@link ArmComparison}); what it brought against its forecast; and
 * what each of its decisions expected and what came ({@link DecisionScoring}). Where the interval covers zero it says so.
 */
final class CausalReport implements Policy<ClosingInputs, CampaignReport> {

    static final PolicyRef REF = new PolicyRef("hold-out-report", 2);

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<ClosingInputs> inputs() {
        return ClosingInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(Map.of(
                "alpha", 0.05,
                "bandCorrelation", 0.02,
                "buyersMin", 10.0,
                "spendDispersion", 4.0,
                "unitsDispersion", 3.5,
                "responseShrinkUnits", 10.0,
                "responseUnitsMin", 5.0));
    }

    @Override
    public Verdict<CampaignReport> decide(ClosingInputs in, Evidence evidence, Parameters p, long seed) {
        Ending ending = in.ending().orElseThrow(() -> new InvalidValue("ending", "is missing"));
        DemandTable demand = new DemandTable(evidence.tensor("demand"), in.items(), in.horizonHours());
        double share = (double) in.treatedBps() / Price.WHOLE_BPS;
        double last = in.firstHour() + in.sale().hours();
        double[] expected = new double[in.items()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = share * demand.sum(i, in.firstHour(), last, DemandTable.MID);
        }
        ArmTotals treated = in.treated();
        ArmTotals holdOut = in.holdOut();
        ArmComparison arms =
                new ArmComparison(ending.experiment(), expected, treated.enrolled(), holdOut.enrolled(), p);
        SaleEffect effect = new SaleEffect(
                ending.asPlanned(),
                arms.revenue(treated, holdOut, ending.experiment()),
                arms.margin(treated, holdOut, ending.experiment()));
        DemandTable.Band forecast = demand.band(in.firstHour(), last, p.within("bandCorrelation", 0, 1))
                .times(share);
        DecisionQuality quality = new DecisionScoring(in, ending.experiment(), ending.feedback(), demand, p).score();
        return new Verdict<>(
                report(in, forecast, effect, quality),
                alternatives(treated, holdOut),
                explanation(in, effect, forecast));
    }

    private static CampaignReport report(
            ClosingInputs in, DemandTable.Band forecast, SaleEffect effect, DecisionQuality quality) {
        ArmTotals treated = in.treated();
        double lift = effect.revenue().map(Effect::perShopperCents).orElse(0.0);
        double without = treated.revenuePerShopper() - lift;
        return new CampaignReport(
                ratio(treated.participants(), treated.enrolled()),
                ratio(treated.buyers(), treated.participants()),
                treated.units(),
                treated.revenueCents(),
                treated.revenueCents() - in.costOfGoodsCents(),
                in.discountGivenCents(),
                forecast.low(),
                forecast.mid(),
                forecast.high(),
                ratio(treated.units(), in.allocatedUnits()),
                lift,
                effect.revenue().map(effect::lowCents).orElse(0.0),
                effect.revenue().map(effect::highCents).orElse(0.0),
                Math.round(lift * treated.enrolled()),
                without > 0 ? lift / without : 0,
                Optional.of(effect),
                Optional.of(quality));
    }

    private static List<Alternative> alternatives(ArmTotals treated, ArmTotals holdOut) {
        return List.of(
                Alternative.weighed("with the sale", treated.revenuePerShopper(), "cents per shopper", true),
                Alternative.weighed("without it (hold-out)", holdOut.revenuePerShopper(), "cents per shopper", false));
    }

    private static Explanation explanation(ClosingInputs in, SaleEffect effect, DemandTable.Band forecast) {
        String units = Long.toString(in.treated().units());
        double over = ratio(in.treated().units(), forecast.mid());
        if (effect.revenue().isEmpty()) {
            return new Explanation(
                    "report.too-few", List.of(units), List.of(new Factor("units-over-forecast", over, 0)));
        }
        Effect revenue = effect.revenue().get();
        Shown shown = effect.shown(revenue);
        List<Factor> factors = new ArrayList<>(List.of(
                new Factor("lift-per-shopper-cents", revenue.perShopperCents(), revenue.perShopperCents()),
                new Factor("interval-half-width-cents", (effect.highCents(revenue) - effect.lowCents(revenue)) / 2, 0),
                new Factor("variance-kept", revenue.varianceKept(), 0),
                new Factor("units-over-forecast", over, 0)));
        effect.margin()
                .ifPresent(margin -> factors.add(new Factor(
                        "margin-lift-per-shopper-cents", margin.perShopperCents(), margin.perShopperCents())));
        return new Explanation(
                shown == Shown.MORE ? "report.caused" : shown == Shown.LESS ? "report.lost" : "report.covers-zero",
                List.of(
                        Long.toString(revenue.causedCents()),
                        units,
                        Long.toString(Math.round(effect.lowCents(revenue) * revenue.shoppers())),
                        Long.toString(Math.round(effect.highCents(revenue) * revenue.shoppers()))),
                factors);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
