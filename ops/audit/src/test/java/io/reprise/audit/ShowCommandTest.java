package io.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.audit.SampleInstallation.Answer;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.sample.SampleHistory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign as it was, typed as an auditor types it who then wants to know more of one decision. */
class ShowCommandTest {

    private static final String CAMPAIGN = "double-11-2026";

    @TempDir
    private static Path home;

    @BeforeAll
    static void anInstallationWithAClosedSale() {
        SampleInstallation.write(home);
    }

    private static List<String> decisions() {
        return SampleHistory.everything().stream()
                .filter(DecisionTaken.class::isInstance)
                .map(DecisionTaken.class::cast)
                .filter(taken -> taken.campaignId().value().equals(CAMPAIGN))
                .map(taken -> taken.decision().kind() + " " + taken.decision().id())
                .toList();
    }

    private static List<String> shown(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "show";
        arguments[1] = CAMPAIGN;
        System.arraycopy(options, 0, arguments, 2, options.length);
        Answer answer = SampleInstallation.audit(home, arguments);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out()
                .lines()
                .filter(line -> line.contains("DecisionTaken"))
                .toList();
    }

    @Test
    void eachDecisionHasTheIdByWhichItIsTakenAgain() {
        List<String> lines = shown();
        assertThat(decisions()).isNotEmpty();
        assertThat(lines).hasSameSizeAs(decisions());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).endsWith(decisions().get(i));
        }
    }

    @Test
    void whatWasDecidedLaterIsNotShownAsOfAnEarlierPosition() {
        long position = Long.parseLong(shown().get(1).strip().split(" +")[0]);
        assertThat(shown("--as-of", Long.toString(position - 1))).hasSize(1);
        assertThat(shown("--as-of", Long.toString(position))).hasSize(2);
    }

    @Test
    void aCampaignThatIsNotThereIsAnError() {
        Answer answer = SampleInstallation.audit(home, "show", "no-such-sale");
        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("no campaign 'no-such-sale'");
    }
}
