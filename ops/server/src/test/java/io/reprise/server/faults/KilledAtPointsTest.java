package io.reprise.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sale whose server dies again and again ends with the very decisions of a sale that was left alone: nothing is lost, nothing
 * is decided or sold twice, every view is what a rebuild makes of the log.
 */
@Tag("slow")
class KilledAtPointsTest {

    private static final long SEED = 20_261_111;

    /** What a process is told comes first: it is told little, and most of that early. */
    private static final FaultPoint[] EVERYWHERE = Stream.of(FaultPoint.values())
            .sorted(Comparator.comparing((FaultPoint point) -> !point.name().endsWith("CORRELATION")))
            .toArray(FaultPoint[]::new);

    @TempDir
    private Path folder;

    private String undisturbed() throws Exception {
        try (PlayedSale sale = PlayedSale.in(folder.resolve("undisturbed"), Map.of(), 0)) {
            sale.server().start("");
            sale.begin();
            return sale.digest();
        }
    }

    /** Plays the sale against a server that dies at each of these, one life after the other. */
    private static void playDying(PlayedSale sale, List<String> faults) throws Exception {
        Deque<String> left = new ArrayDeque<>(faults);
        left.add("");
        sale.server().start(left.remove());
        sale.begin();
        while (!sale.isOver()) {
            if (sale.server().hasDied(20)) {
                assertThat(sale.server().exitValue())
                        .as("it died as it was meant to: %s", sale.said())
                        .isEqualTo(FaultPoint.KILLED);
                sale.server().start(left.remove());
            }
        }
        assertThat(left).as("every fault happened").isEmpty();
    }

    private static List<String> faults(long seed, FaultPoint... points) {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.of(points).map(point -> point.drawn(random)).toList();
    }

    private static void check(PlayedSale sale) throws Exception {
        try (KeptStores kept = KeptStores.in(sale.server().home())) {
            PlayedSale.check(sale, kept);
        }
    }

    @Test
    void aSaleWhoseServerDiesBetweenTwoPartsDecidesWhatItWouldHaveDecided() throws Exception {
        String undisturbed = undisturbed();
        try (PlayedSale sale = PlayedSale.in(folder.resolve("killed"), Map.of(), 0)) {
            playDying(
                    sale,
                    faults(
                            SEED,
                            FaultPoint.AFTER_CORRELATION,
                            FaultPoint.AFTER_APPEND,
                            FaultPoint.IN_DELEGATE,
                            FaultPoint.BETWEEN_VIEW_AND_POSITION));
            assertThat(sale.digest()).isEqualTo(undisturbed);
            check(sale);
        }
    }

    @Test
    void aServerDiesAtEveryPointThereIsInOneSaleOverABadNetwork() throws Exception {
        String undisturbed = undisturbed();
        try (PlayedSale sale = PlayedSale.in(folder.resolve("everywhere"), Map.of(), 5)) {
            playDying(sale, faults(SEED + 1, EVERYWHERE));
            assertThat(sale.digest()).isEqualTo(undisturbed);
            assertThat(sale.network().faults()).isPositive();
            check(sale);
        }
    }
}
