package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignDecider;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.sample.SampleEvaluations;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms of released events with parts that older ones do not have. The same rule: never edited once released. */
class OptionalFormsTest {

    private static final Path APPROVED = Path.of("src/test/resources/approved-parts");

    private record Form(String file, CampaignEvent event) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Form> forms() {
        SampleEvaluations window = SampleEvaluations.beforeWindow(4);
        SampleEvaluations closing = SampleEvaluations.beforeClosing();
        return Stream.of(
                new Form("decision-taken.sequential-evaluation.json", taken(window, window.evaluation())),
                new Form("decision-taken.sequential-evaluation-2.json", taken(window, window.silentEvaluation())),
                new Form("decision-taken.hold-out-report-2.json", taken(closing, closing.closing(true))));
    }

    private static DecisionTaken taken(SampleEvaluations sale, TakeDecision command) {
        if (CampaignDecider.decide(sale.live(), command) instanceof Outcome.Accepted<CampaignEvent> accepted) {
            return (DecisionTaken) accepted.events().getFirst();
        }
        throw new AssertionError("the decision was refused");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void itsFormIsTheApprovedOneAndComesBackAsItWas(Form form) throws IOException {
        String received = EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(form.event()) + "\n";
        Path approved = APPROVED.resolve(form.file());
        if (!Files.exists(approved)) {
            Path proposal = Files.createDirectories(Path.of("target/received")).resolve(form.file());
            Files.writeString(proposal, received);
            throw new AssertionError("no approved form yet: look at " + proposal + " and move it to " + approved);
        }
        assertThat(received).isEqualTo(Files.readString(approved));
        assertThat(EventJson.mapper().readValue(Files.readString(approved), DecisionTaken.class))
                .isEqualTo(form.event());
    }

    static Stream<CampaignEvent> withoutTheParts() {
        return SampleHistory.closedSale().events().stream()
                .filter(event -> event instanceof CampaignClosed
                        || event instanceof DecisionTaken taken
                                && taken.decision().inputs() instanceof EvaluationInputs);
    }

    @ParameterizedTest
    @MethodSource("withoutTheParts")
    void whatWasRecordedWithoutThemIsWrittenWithoutThem(CampaignEvent event) {
        assertThat(EventJson.text(event))
                .doesNotContain(
                        "watch",
                        "silences",
                        "noOrdersSince",
                        "standing",
                        "ending",
                        "\"effect\"",
                        "\"quality\"",
                        "null");
    }
}
