package io.reprise.domain.model.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayRunTest extends SalesToReplay {

    @Test
    void everything_that_was_decided_is_decided_again() {
        ReplayReport report = replay(ReplayScope.everything());

        assertThat(report.holds()).isTrue();
        assertThat(report.campaigns()).isEqualTo(2);
        assertThat(report.decisions()).isEqualTo(report.decisionsEqual()).isGreaterThan(20);
        assertThat(report.calls()).isEqualTo(report.callsEqual()).isGreaterThan(5);
        assertThat(progress.now())
                .isEqualTo(new ReplayProgress.Now(2, 2, report.decisions(), report.calls(), report.calls()));
    }

    @Test
    void one_campaign_or_one_decision_is_taken_alone() {
        long both = replay(ReplayScope.everything()).decisions();
        ReplayReport sale = replay(one(SampleHistory.SALE, Optional.empty()));
        ReplayReport troubled = replay(one(SampleHistory.TROUBLED, Optional.empty()));
        assertThat(sale.decisions() + troubled.decisions()).isEqualTo(both);
        assertThat(sale.holds()).isTrue();
        assertThat(progress.now().campaignsTotal()).isEqualTo(1);
        assertThat(progress.now().campaigns())
                .as("two of everything, and one and one")
                .isEqualTo(4);

        DecisionId schedule =
                decision(SampleHistory.SALE, DecisionKind.SCHEDULE).id();
        ReplayReport one = replay(one(SampleHistory.SALE, Optional.of(schedule)));
        assertThat(one.decisions()).isEqualTo(1);
        assertThat(one.calls()).isEqualTo(2);
        assertThat(one.holds()).isTrue();
        assertThat(replay(new ReplayScope(Optional.of(SampleHistory.SALE), Optional.of(schedule), false))
                        .calls())
                .isZero();
    }

    @Test
    void what_is_not_there_is_named() {
        assertThatThrownBy(() -> replay(one(new CampaignId("none"), Optional.empty())))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("there is no campaign 'none'");
        assertThatThrownBy(() -> replay(one(SampleHistory.SALE, Optional.of(new DecisionId("none")))))
                .hasMessageContaining("there is no decision 'none' in campaign");
        assertThatThrownBy(() -> new ReplayScope(Optional.empty(), Optional.of(new DecisionId("x")), true))
                .hasMessageContaining("campaign: must be given");
    }

    @Test
    void where_the_log_cannot_be_read_there_is_no_report() {
        RuntimeException away = new IllegalStateException("the log is away");
        logFails = Optional.of(away);
        assertThatThrownBy(() -> replay(ReplayScope.everything())).isSameAs(away);
        Error broken = new AssertionError("the log is broken");
        logFails = Optional.of(broken);
        assertThatThrownBy(() -> replay(ReplayScope.everything()))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(broken);
    }

    @Test
    void what_is_called_off_says_so_and_does_not_hold() {
        progress.cancel();
        ReplayReport report = replay(ReplayScope.everything());
        assertThat(report.cancelled()).isTrue();
        assertThat(report.decisions()).isZero();
        assertThat(report.holds()).isFalse();
    }
}
