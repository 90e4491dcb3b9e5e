package io.reprise.ml.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.ml.selection.CrossValidation.Scored;
import io.reprise.ml.selection.GridSearch.Axis;
import io.reprise.ml.selection.GridSearch.Tried;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridSearchTest {

    private static final List<String> NAMES = List.of("width", "rate");
    private static final List<Axis> AXES = List.of(Axis.of("width=16,32", NAMES), Axis.of("rate=0.1,0.2,0.3", NAMES));

    @TempDir
    private Path folder;

    private static Scored score(Map<String, String> point) {
        double off = Math.abs(Double.parseDouble(point.get("rate")) - 0.2)
                + Math.abs(Integer.parseInt(point.get("width")) - 32);
        return new Scored(List.of(off, off + 0.1));
    }

    @Test
    void everyCombinationIsTriedOnceAndTheBestComesFirst() {
        List<String> told = new ArrayList<>();
        List<Tried> tried = new GridSearch(null, told::add).search(AXES, "a test", GridSearchTest::score);
        assertThat(tried).hasSize(6);
        assertThat(tried.getFirst().point()).isEqualTo(Map.of("width", "32", "rate", "0.2"));
        assertThat(told).hasSize(6);
        assertThat(told.getFirst()).startsWith("grid 1/6 {width=16, rate=0.1}");
    }

    @Test
    void aSearchThatWasStoppedGoesOnWithoutTryingAgain() {
        Path scores = folder.resolve("grid.tsv");
        List<Map<String, String>> first = new ArrayList<>();
        new GridSearch(scores, line -> {}).search(AXES, "a test", point -> {
            first.add(point);
            if (first.size() == 3) {
                Thread.currentThread().interrupt();
            }
            return score(point);
        });
        assertThat(Thread.interrupted()).isTrue();
        List<Map<String, String>> second = new ArrayList<>();
        List<Tried> tried = new GridSearch(scores, line -> {}).search(AXES, "a test", point -> {
            second.add(point);
            return score(point);
        });
        assertThat(second).hasSize(4);
        assertThat(tried).isEqualTo(new GridSearch(null, line -> {}).search(AXES, "a test", GridSearchTest::score));
    }

    @Test
    void scoresOfAnotherSearchDoNotCount() {
        Path scores = folder.resolve("grid.tsv");
        new GridSearch(scores, line -> {}).search(AXES, "another", GridSearchTest::score);
        List<Map<String, String>> tried = new ArrayList<>();
        new GridSearch(scores, line -> {}).search(AXES, "a test", point -> {
            tried.add(point);
            return score(point);
        });
        assertThat(tried).hasSize(6);
    }

    @Test
    void whatIsWrongWithAnOptionIsSaid() {
        assertThatThrownBy(() -> Axis.of("width", NAMES)).hasMessageContaining("write it as name=value,value");
        assertThatThrownBy(() -> Axis.of("depth=1,2", NAMES)).hasMessageContaining("no setting 'depth'");
    }
}
