package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.List;

/** When the sale runs, and when shoppers are notified. */
public record ScheduleOutcome(TimeWindow window, List<Instant> pushWaves) implements DecisionOutcome {

    public ScheduleOutcome {
        pushWaves = List.copyOf(pushWaves);
    }
}
