package io.reprise.benchmarks.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.decision.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingTrialTest {

    private static ServingContender contender(String name, int answers, List<String> turns) {
        return new ServingContender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public float[] answer(Tensor rows) {
                if (turns.isEmpty() || !turns.getLast().equals(name)) {
                    turns.add(name);
                }
                return new float[answers];
            }
        };
    }

    @Test
    void theIntervalIsStudents() {
        ServingTrial.Interval interval = ServingTrial.Interval.of(new double[] {1, 2, 3});
        assertThat(interval.mean()).isEqualTo(2);
        // t(0.975; 2) = 4.302653, times the standard error 1/√3.
        assertThat(interval.halfWidth()).isCloseTo(4.302653 / Math.sqrt(3), within(1e-4));
        assertThat(ServingTrial.Interval.of(new double[] {5}).halfWidth()).isNaN();
    }

    @Test
    void contendersTakeTurnsInEveryRepetition() throws Exception {
        List<String> turns = new ArrayList<>();
        List<ServingTrial.Result> results = new ServingTrial(0.001, 2)
                .run(List.of(contender("a", 3, turns), contender("b", 3, turns)), new Tensor(3, 1, new float[3]), 1);
        assertThat(turns).containsExactly("a", "b", "a", "b", "a", "b");
        assertThat(results).extracting(ServingTrial.Result::contender).containsExactly("a", "b");
        assertThat(results.getFirst().repetitions()).hasSize(2);
    }

    @Test
    void whoAnswersAnotherNumberOfRowsIsNotMeasured() {
        assertThatThrownBy(() -> new ServingTrial(0.001, 1)
                        .run(List.of(contender("a", 2, new ArrayList<>())), new Tensor(3, 1, new float[3]), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 values to 3 rows");
    }
}
