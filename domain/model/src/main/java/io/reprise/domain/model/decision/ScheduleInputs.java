package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What {@code SCHEDULE} starts from. Evidence {@code demand}: [items × hours, 3] over the hours of {@code within};
 * evidence {@code purchase}: [hours, 1] over the same hours.
 *
 * @param within the sale may start at its beginning at the earliest and must be over at its end; whole hours
 * @param lengthHours how long the sale runs
 * @param pushWaves how many times shoppers may be notified
 * @param unitMarginCents price less cost for each item, in the order of the demand evidence
 * @param calendar what the hours are to people, or empty in decisions that did not ask
 */
public record ScheduleInputs(
        TimeWindow within, int lengthHours, int pushWaves, List<Long> unitMarginCents, Optional<Calendar> calendar)
        implements DecisionInputs {

    public ScheduleInputs {
        unitMarginCents = List.copyOf(unitMarginCents);
        InvalidValue.unless(
                lengthHours >= 1 && lengthHours <= within.hours(),
                "lengthHours",
                () -> "must be 1 to " + within.hours() + ", but was " + lengthHours);
        // Decisions recorded before there was a calendar do not have it.
        calendar = calendar == null ? Optional.empty() : calendar;
    }

    /**
     * What the hours are to people.
     *
     * @param zone time zone of the campaign
     * @param blackouts no hour of the sale may lie in these
     */
    public record Calendar(ZoneId zone, List<TimeWindow> blackouts) {
        public Calendar {
            blackouts = List.copyOf(blackouts);
        }

        boolean isFree(TimeWindow window) {
            return blackouts.stream()
                    .noneMatch(
                            b -> b.from().isBefore(window.to()) && window.from().isBefore(b.to()));
        }
    }

    @Override
    public DecisionKind kind() {
        return DecisionKind.SCHEDULE;
    }
}
