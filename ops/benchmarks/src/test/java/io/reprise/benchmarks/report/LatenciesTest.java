package io.reprise.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreTheNearestRankOfAllThreadsTogether() {
        Latencies odd = new Latencies();
        Latencies even = new Latencies();
        for (int i = 1; i <= 10_000; i++) {
            (i % 2 == 0 ? even : odd).add(i * 1_000L);
        }
        Latencies all = Latencies.merged(List.of(odd, even));
        assertThat(all.count()).isEqualTo(10_000);
        assertThat(all.micros(0.50)).isEqualTo(5_000);
        assertThat(all.micros(0.99)).isEqualTo(9_900);
        assertThat(all.micros(1)).isEqualTo(10_000);
    }
}
