package io.reprise.http;

import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionQuality;
import io.reprise.domain.model.decision.DecisionQuality.Adjusted;
import io.reprise.domain.model.decision.DecisionQuality.Scheduled;
import io.reprise.domain.model.decision.DecisionQuality.Stocked;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Evidence.Source;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.judgement.Verdict;
import io.reprise.projections.decisionlog.DecisionEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;

/**
 * What decisions expected and what came, as rows to learn from, each with where it comes from: the decision and its place
 * in the log, the model with version and digests, the place in the log of what is known of it now. CSV by RFC 4180.
 */
public final class TrainingRows {

    public static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private static final List<String> COLUMNS = List.of(
            "campaign",
            "kind",
            "decision_id",
            "log_position",
            "decided_at",
            "policy",
            "model",
            "model_version",
            "artifact_sha256",
            "feature_schema",
            "input_sha256",
            "output_sha256",
            "sku",
            "measure",
            "expected",
            "expected_low",
            "expected_high",
            "came",
            "came_low",
            "came_high",
            "outcome_position");

    private final StringBuilder csv = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
    private final List<DecisionEntry> decisions;
    private final long outcomePosition;

    private TrainingRows(List<DecisionEntry> decisions, long outcomePosition) {
        this.decisions = decisions;
        this.outcomePosition = outcomePosition;
    }

    /**
     * @param decisions of one campaign, oldest first
     * @param judgements what people said of them: a row each, 1 for useful and 0 for wrong, without a name
     */
    public static String csv(List<DecisionEntry> decisions, Judgements judgements) {
        Optional<DecisionEntry> closing = decisions.stream()
                .filter(entry -> entry.decision().outcome() instanceof CampaignReport)
                .findFirst();
        TrainingRows rows =
                new TrainingRows(decisions, closing.map(DecisionEntry::position).orElse(-1L));
        closing.flatMap(entry -> ((CampaignReport) entry.decision().outcome()).quality())
                .ifPresent(rows::add);
        judgements
                .latest()
                .forEach(judged -> rows.row(
                        judged.decision(),
                        Forecast.DEMAND,
                        "",
                        "judged_useful",
                        none(),
                        none(),
                        judged.verdict() == Verdict.USEFUL ? 1 : 0));
        return rows.csv.toString();
    }

    private void add(DecisionQuality quality) {
        Scheduled hours = quality.schedule();
        row(hours.decision(), Forecast.DEMAND, "", "units", expected(hours), none(), hours.soldUnits());
        row(
                hours.decision(),
                Forecast.DEMAND,
                "",
                "margin_cents",
                of(hours.expectedMarginCents()),
                none(),
                hours.marginCents());
        for (Stocked item : quality.items()) {
            String sku = item.sku().value();
            DecisionId stock = quality.inventory();
            row(stock, Forecast.DEMAND, sku, "units", expected(item), none(), item.soldUnits());
            row(stock, Forecast.DEMAND, sku, "units_set_aside", of(item.allocatedUnits()), none(), item.soldUnits());
            row(stock, Forecast.DEMAND, sku, "hours_without_stock", of(0), none(), item.hoursWithout());
            row(stock, Forecast.DEMAND, sku, "pinball_units", none(), none(), item.pinball());
            row(stock, Forecast.DEMAND, sku, "band_coverage", of(0.8), none(), item.coverage());
        }
        for (Adjusted change : quality.adjustments()) {
            change.gain()
                    .ifPresent(gain -> row(
                            change.decision(),
                            Forecast.RESPONSE,
                            "",
                            "gain_cents",
                            of(change.expectedGainMeasuredCents()),
                            new Band(null, gain.lowCents(), gain.highCents()),
                            gain.cents()));
        }
    }

    /** An estimate with the ends of its interval; null for what there is not. */
    private record Band(Double mid, Double low, Double high) {}

    private static Band expected(Scheduled hours) {
        return new Band(hours.expectedMid(), hours.expectedLow(), hours.expectedHigh());
    }

    private static Band expected(Stocked item) {
        return new Band(item.expectedMid(), item.expectedLow(), item.expectedHigh());
    }

    private static Band of(double value) {
        return new Band(value, null, null);
    }

    private static Band none() {
        return new Band(null, null, null);
    }

    private void row(DecisionId id, String role, String sku, String measure, Band expected, Band doubt, double came) {
        Optional<DecisionEntry> entry =
                decisions.stream().filter(e -> e.decision().id().equals(id)).findFirst();
        Optional<DecisionRecord> decision = entry.map(DecisionEntry::decision);
        Optional<ModelCall> call = decision.stream()
                .flatMap(d -> d.evidence().stream())
                .filter(source -> source.role().equals(role))
                .map(Source::call)
                .findFirst();
        List<String> cells = new ArrayList<>();
        cells.add(text(decision.map(d -> d.campaign().value())));
        cells.add(text(decision.map(DecisionRecord::kind).map(DecisionKind::name)));
        cells.add(text(Optional.of(id.value())));
        cells.add(entry.map(e -> Long.toString(e.position())).orElse(""));
        cells.add(text(decision.map(d -> d.at().toString())));
        cells.add(text(decision.map(d -> d.policy().toString())));
        cells.add(text(call.map(ModelCall::model)));
        cells.add(text(call.map(ModelCall::version)));
        cells.add(text(call.map(ModelCall::artifactSha256)));
        cells.add(text(call.map(ModelCall::schema)));
        cells.add(text(call.map(ModelCall::inputSha256)));
        cells.add(text(call.map(ModelCall::outputSha256)));
        cells.add(text(Optional.of(sku)));
        cells.add(measure);
        cells.add(number(expected.mid()));
        cells.add(number(expected.low()));
        cells.add(number(expected.high()));
        cells.add(number(came));
        cells.add(number(doubt.low()));
        cells.add(number(doubt.high()));
        cells.add(Long.toString(outcomePosition));
        csv.append(String.join(",", cells)).append("\r\n");
    }

    private static String number(Double value) {
        return value == null ? "" : Double.toString(value);
    }

    /** Quoted where it has to be, and never what a spreadsheet would take for a formula. */
    static String text(Optional<String> given) {
        String value = given.orElse("");
        String harmless = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + harmless.replace("\"", "\"\"") + '"'
                : harmless;
    }
}
