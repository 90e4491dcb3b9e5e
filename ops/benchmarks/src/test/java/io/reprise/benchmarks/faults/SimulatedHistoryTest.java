package io.reprise.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.benchmarks.faults.SimulatedHistory.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories full of faults, a few of the many that {@code ops/run bench faults} plays. */
class SimulatedHistoryTest {

    private static final long FIRST_SEED = 1;
    private static final int HISTORIES = 40;
    private static final int TRIES_MAX = 25;
    private static final RememberedRules TABLES = new RememberedRules();

    @TempDir
    private Path folder;

    @Test
    void whateverGoesWrongNothingIsLostOrHappensTwiceAndEverySaleEnds() {
        List<String> breaches = new ArrayList<>();
        Set<Dice.Fault> happened = EnumSet.noneOf(Dice.Fault.class);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            Result result = SimulatedHistory.play(seed, Plant.NONE, folder, TABLES);
            result.breaches().forEach(breach -> breaches.add("seed " + result.seed() + ": " + breach));
            happened.addAll(result.faults().keySet());
        }
        assertThat(breaches).isEmpty();
        assertThat(happened).as("every fault happened").containsExactlyInAnyOrder(Dice.Fault.values());
    }

    /**
     * A crash between a sale's close and the return of its stock, after which nobody remembered the process: the stock was kept for
     * ever before it was given back first.
     */
    @ParameterizedTest
    @ValueSource(longs = {503, 694})
    void aClosedSaleKeepsNoStockWhateverIsForgotten(long seed) {
        assertThat(SimulatedHistory.play(seed, Plant.NONE, folder, TABLES).breaches())
                .isEmpty();
    }

    /** Views were written by two threads once, which drew what goes wrong in an order of their own: 138 came out anew each time. */
    @ParameterizedTest
    @CsvSource({"3, false", "138, true"})
    void theSameSeedGivesTheSameHistory(long seed, boolean failsInViews) {
        Result once = SimulatedHistory.play(seed, Plant.NONE, folder, TABLES);
        Result again = SimulatedHistory.play(seed, Plant.NONE, folder, TABLES);
        assertThat(again).isEqualTo(once);
        assertThat(once.faults().containsKey(Dice.Fault.CRASH_IN_VIEW)).isEqualTo(failsInViews);
        assertThat(SimulatedHistory.play(4, Plant.NONE, folder, TABLES).digest())
                .isNotEqualTo(once.digest());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Plant plant) {
        boolean found = false;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + TRIES_MAX && !found; seed++) {
            found = !SimulatedHistory.play(seed, plant, folder, TABLES)
                    .breaches()
                    .isEmpty();
        }
        assertThat(found).as(plant.what()).isTrue();
    }
}
