package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code SCHEDULE} without a model, version 1: as early as the plan allows, or in the evening; push waves evenly over the
 * sale. What people do today, and what the others are measured against.
 */
final class FixedSchedule implements Policy<ScheduleInputs, ScheduleOutcome> {

    static final PolicyRef PLANNED = new PolicyRef("planned-schedule", 1);
    static final PolicyRef EVENING = new PolicyRef("evening-schedule", 1);

    private final PolicyRef ref;

    FixedSchedule(PolicyRef ref) {
        this.ref = ref;
    }

    @Override
    public PolicyRef ref() {
        return ref;
    }

    @Override
    public Class<ScheduleInputs> inputs() {
        return ScheduleInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(ref.equals(EVENING) ? Map.of("startHour", 20.0) : Map.of());
    }

    @Override
    public Verdict<ScheduleOutcome> decide(ScheduleInputs in, Evidence evidence, Parameters p, long seed) {
        Duration length = Duration.ofHours(in.lengthHours());
        Instant start = start(in, p);
        TimeWindow window = new TimeWindow(start, start.plus(length));
        List<Instant> waves = new ArrayList<>();
        for (int wave = 0; wave < in.pushWaves(); wave++) {
            waves.add(start.plus(length.multipliedBy(wave).dividedBy(in.pushWaves())));
        }
        return new Verdict<>(
                new ScheduleOutcome(window, waves),
                List.of(Alternative.weighed("start " + start, 0, "cents", true)),
                new Explanation("schedule." + ref.name(), List.of(start.toString()), List.of()));
    }

    /** The first hour that is allowed and, where it is to be evening, shows that hour on the clock; else the first allowed. */
    private Instant start(ScheduleInputs in, Parameters p) {
        ScheduleInputs.Calendar calendar = in.calendar()
                .orElseThrow(() -> new InvalidValue("calendar", "must say in which time zone it is evening"));
        Instant allowed = null;
        for (int hour = 0; hour + in.lengthHours() <= in.within().hours(); hour++) {
            Instant start = in.within().from().plus(Duration.ofHours(hour));
            TimeWindow window = new TimeWindow(start, start.plus(Duration.ofHours(in.lengthHours())));
            if (calendar.isFree(window)) {
                allowed = allowed == null ? start : allowed;
                if (ref.equals(PLANNED) || start.atZone(calendar.zone()).getHour() == (int) p.get("startHour")) {
                    return start;
                }
            }
        }
        InvalidValue.unless(allowed != null, "steering.blackouts", "leave no hour in which the sale can start");
        return allowed;
    }
}
