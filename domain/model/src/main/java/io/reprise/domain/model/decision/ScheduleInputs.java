package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.util.List;

/**
 * What {@code SCHEDULE} starts from. Evidence {@code demand}: [items × hours, 3] over the hours of {@code within};
 * evidence {@code purchase}: [hours, 1] over the same hours.
 *
 * @param within the sale may start at its beginning at the earliest and must be over at its end; whole hours
 * @param lengthHours how long the sale runs
 * @param pushWaves how many times shoppers may be notified
 * @param unitMarginCents price less cost for each item, in the order of the demand evidence
 */
public record ScheduleInputs(TimeWindow within, int lengthHours, int pushWaves, List<Long> unitMarginCents)
        implements DecisionInputs {

    public ScheduleInputs {
        unitMarginCents = List.copyOf(unitMarginCents);
        InvalidValue.unless(
                lengthHours >= 1 && lengthHours <= within.hours(),
                "lengthHours",
                () -> "must be 1 to " + within.hours() + ", but was " + lengthHours);
    }

    @Override
    public DecisionKind kind() {
        return DecisionKind.SCHEDULE;
    }
}
