package io.reprise.benchmarks.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws what goes wrong. How likely each fault is, is itself drawn for each history, so that some histories have much of one. */
final class Dice {

    /** What can go wrong, and how likely it is at most, in ten thousandths of the occasions. */
    enum Fault {
        CRASH_BEFORE_APPEND(40),
        CRASH_AFTER_APPEND(60),
        TORN_APPEND(40),
        STORE_FAILS_BEFORE(60),
        STORE_FAILS_AFTER(60),
        CRASH_BEFORE_COMMIT(150),
        CRASH_AFTER_COMMIT(50),
        CRASH_IN_VIEW(300),
        VIEW_STORE_FAILS(300),
        MODEL_FAILS(3_000),
        MESSAGE_LOST(800),
        ANSWER_LOST(800),
        MESSAGE_TWICE(800),
        MESSAGE_LATE(400),
        INTERLEAVED(1_500),
        TABLES_DROPPED(3_000),
        CLOCK_FORWARD(20),
        CLOCK_BACK(20);

        private final int most;

        Fault(int most) {
            this.most = most;
        }
    }

    private static final int WHOLE = 10_000;

    private final SplittableRandom random;
    private final Map<Fault, Integer> likely = new EnumMap<>(Fault.class);
    private final Map<Fault, Integer> happened = new EnumMap<>(Fault.class);
    private boolean isOver;

    Dice(SplittableRandom random) {
        this.random = random;
        for (Fault fault : Fault.values()) {
            // A third of them not at all in this history.
            likely.put(fault, random.nextInt(3) == 0 ? 0 : random.nextInt(fault.most + 1));
        }
    }

    boolean happens(Fault fault) {
        boolean happens = !isOver && random.nextInt(WHOLE) < likely.get(fault);
        if (happens) {
            happened.merge(fault, 1, Integer::sum);
        }
        return happens;
    }

    void none(Fault fault) {
        likely.put(fault, 0);
    }

    /** From now on nothing goes wrong, so that it can be seen whether everything comes to its end. */
    void noMore() {
        isOver = true;
    }

    int drawn(int bound) {
        return random.nextInt(bound);
    }

    /** How often each happened. */
    Map<Fault, Integer> happened() {
        return happened;
    }
}
