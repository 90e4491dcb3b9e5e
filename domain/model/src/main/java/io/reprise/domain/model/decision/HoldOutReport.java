package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.vocabulary.Price;
import java.util.List;
import java.util.Map;

/**
 * Closing {@code EVALUATION}, version 1: what the sale brought, against its forecast and against the randomised hold-out.
 * The interval is the two-sample normal one for the difference of mean revenue for each enrolled shopper; it is valid
 * because the report is made once, at an end fixed before. Where an arm has fewer than two shoppers there is nothing to
 * compare, so nothing is claimed.
 */
final class HoldOutReport implements Policy<ClosingInputs, CampaignReport> {

    static final PolicyRef REF = new PolicyRef("hold-out-report", 1);

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
        return Parameters.of(Map.of("confidence", 0.95, "bandCorrelation", 0.02));
    }

    @Override
    public Verdict<CampaignReport> decide(ClosingInputs in, Evidence evidence, Parameters p, long seed) {
        DemandTable demand = new DemandTable(evidence.tensor("demand"), in.items(), in.horizonHours());
        double share = (double) in.treatedBps() / Price.WHOLE_BPS;
        DemandTable.Band forecast = demand.band(
                        in.firstHour(), in.firstHour() + in.sale().hours(), p.within("bandCorrelation", 0, 1))
                .times(share);
        ArmTotals treated = in.treated();
        ArmTotals holdOut = in.holdOut();
        boolean comparable = treated.enrolled() >= 2 && holdOut.enrolled() >= 2;
        double lift = comparable ? treated.revenuePerShopper() - holdOut.revenuePerShopper() : 0;
        double half = NormalQuantile.at(0.5 + p.within("confidence", 0, 0.999999) / 2)
                * Math.sqrt(treated.varianceOfMean() + holdOut.varianceOfMean());
        double without = holdOut.revenuePerShopper() * treated.enrolled();
        CampaignReport report = new CampaignReport(
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
                lift - half,
                lift + half,
                Math.round(lift * treated.enrolled()),
                without > 0 ? lift * treated.enrolled() / without : 0);
        return new Verdict<>(
                report,
                List.of(
                        Alternative.weighed("with the sale", treated.revenuePerShopper(), "cents per shopper", true),
                        Alternative.weighed(
                                "without it (hold-out)", holdOut.revenuePerShopper(), "cents per shopper", false)),
                new Explanation(
                        lift - half > 0 ? "report.caused-more" : "report.not-shown",
                        List.of(Long.toString(report.causedRevenueCents()), Long.toString(report.units())),
                        List.of(
                                new Factor("lift-per-shopper-cents", lift, lift),
                                new Factor("interval-half-width-cents", half, 0),
                                new Factor("units-over-forecast", ratio(treated.units(), forecast.mid()), 0))));
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
