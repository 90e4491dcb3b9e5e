package io.reprise.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignDecider;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Evidence.Source;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.sample.SampleEvaluations;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.projections.decisionlog.DecisionEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRowsTest {

    private static final int POSITION = 3, MODEL = 6, MEASURE = 13, EXPECTED = 14, CAME = 17, OUTCOME_POSITION = 20;

    /** The sample's decisions at positions 100, 101, and so on, the closing one by today's policy last. */
    private static List<DecisionEntry> decisions() {
        SampleEvaluations sale = SampleEvaluations.beforeClosing();
        List<DecisionRecord> records = new ArrayList<>(sale.history().stream()
                .filter(DecisionTaken.class::isInstance)
                .map(event -> ((DecisionTaken) event).decision())
                .toList());
        TakeDecision closing = sale.closing(true);
        if (CampaignDecider.decide(sale.live(), closing) instanceof Outcome.Accepted<CampaignEvent> accepted) {
            records.add(((DecisionTaken) accepted.events().getFirst()).decision());
        }
        List<DecisionEntry> entries = new ArrayList<>();
        records.forEach(record -> entries.add(new DecisionEntry(100 + entries.size(), record)));
        return entries;
    }

    private static List<String[]> rows(List<DecisionEntry> decisions) {
        return Arrays.stream(TrainingRows.csv(decisions, Judgements.NONE).split("\r\n"))
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    @Test
    void each_row_says_which_decision_and_model_it_comes_from_and_where_in_the_log() {
        List<DecisionEntry> decisions = decisions();
        List<String[]> rows = rows(decisions);

        assertThat(rows).hasSizeGreaterThan(15).allSatisfy(row -> {
            assertThat(row).hasSize(21);
            DecisionEntry entry = decisions.get(Integer.parseInt(row[POSITION]) - 100);
            assertThat(row[2]).isEqualTo(entry.decision().id().value());
            assertThat(row[MODEL]).isEqualTo("demand");
            assertThat(row[8]).hasSize(64);
            assertThat(row[OUTCOME_POSITION]).isEqualTo(Integer.toString(100 + decisions.size() - 1));
        });
        assertThat(rows)
                .extracting(row -> row[MEASURE])
                .contains("units", "margin_cents", "band_coverage", "gain_cents");
        String[] hours = rows.getFirst();
        assertThat(Double.parseDouble(hours[EXPECTED])).isPositive();
        assertThat(Double.parseDouble(hours[CAME])).isPositive();
    }

    @Test
    void until_the_sale_is_closed_there_is_the_heading_alone() {
        List<DecisionEntry> decisions = decisions();

        assertThat(rows(decisions.subList(0, decisions.size() - 1))).isEmpty();
        assertThat(TrainingRows.csv(List.of(), Judgements.NONE))
                .startsWith("campaign,kind,decision_id")
                .endsWith("\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void no_text_is_taken_for_a_formula(String text) {
        assertThat(TrainingRows.text(Optional.of(text)).replace("\"", "")).startsWith("'" + text.charAt(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"demand|demand", "a,b|\"a,b\"", "say \"no\"|\"say \"\"no\"\"\"", "1-2|1-2"})
    void other_text_stays_as_it_is_quoted_where_it_has_to_be(String text, String cell) {
        assertThat(TrainingRows.text(Optional.of(text))).isEqualTo(cell);
    }

    /** The plant: a model whose name is a formula, all the way to the file. */
    @Test
    void a_model_named_like_a_formula_is_harmless_in_the_file() {
        List<DecisionEntry> planted = decisions().stream()
                .map(entry -> new DecisionEntry(entry.position(), named(entry.decision())))
                .toList();

        assertThat(rows(planted)).extracting(row -> row[MODEL]).containsOnly("'=cmd()");
    }

    private static DecisionRecord named(DecisionRecord d) {
        List<Source> evidence = d.evidence().stream()
                .map(source -> new Source(source.role(), named(source.call())))
                .toList();
        return new DecisionRecord(
                d.id(),
                d.campaign(),
                d.kind(),
                d.policy(),
                d.parameters(),
                d.seed(),
                d.inputs(),
                evidence,
                d.outcome(),
                d.alternatives(),
                d.explanation(),
                d.actor(),
                d.at());
    }

    private static ModelCall named(ModelCall call) {
        return new ModelCall(
                "=cmd()",
                call.version(),
                call.artifactSha256(),
                call.schema(),
                call.device(),
                call.engine(),
                call.inputSha256(),
                call.outputSha256(),
                call.fallbackReason());
    }
}
