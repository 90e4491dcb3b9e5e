package io.reprise.projections.eventstore.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.eventstore.history.HistoryChecker.Fault;
import io.reprise.projections.eventstore.history.HistoryChecker.Violation;
import io.reprise.projections.eventstore.history.Operation.Appended;
import io.reprise.projections.eventstore.history.Operation.Read;
import io.reprise.projections.eventstore.history.Operation.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A checker that finds nothing is worth something only if it finds what was planted. */
class HistoryCheckerTest {

    private static List<Violation> played(Fault planted) throws Exception {
        EventLog log = new FaultyLog(planted);
        RecordingClients clients = new RecordingClients();
        clients.play(List.of(log), 6, 60, 11_11);
        return HistoryChecker.check(clients.history(), RecordingClients.idsOf(log));
    }

    @Test
    void nothingIsFoundInALogWithoutAFault() throws Exception {
        assertThat(played(null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everySortOfPlantedFaultIsFound(Fault planted) throws Exception {
        assertThat(played(planted)).extracting(Violation::fault).contains(planted);
    }

    @Test
    void aReaderThatStopsBeforeWhatWasAcknowledgedHasSkippedIt() {
        List<Operation> history = List.of(
                new Appended(List.of("a"), 0, 1, 2),
                new Appended(List.of("b"), 1, 3, 4),
                new Read(0, 10, List.of(new Seen(0, "a")), 5));
        assertThat(HistoryChecker.check(history, List.of("a", "b")))
                .extracting(Violation::fault)
                .containsExactly(Fault.SKIPPED);
    }

    @Test
    void aReaderMayMissWhatWasNotAcknowledgedYet() {
        List<Operation> history = List.of(
                new Appended(List.of("a"), 0, 1, 2),
                new Read(0, 10, List.of(new Seen(0, "a")), 4),
                new Appended(List.of("b"), 1, 3, 5));
        assertThat(HistoryChecker.check(history, List.of("a", "b"))).isEmpty();
    }

    @Test
    void whatWasAcknowledgedBeforeComesBefore() {
        List<Operation> history = List.of(new Appended(List.of("a"), 1, 1, 2), new Appended(List.of("b"), 0, 3, 4));
        assertThat(HistoryChecker.check(history, List.of("b", "a")))
                .extracting(Violation::fault)
                .containsExactly(Fault.REORDERED);
    }
}
