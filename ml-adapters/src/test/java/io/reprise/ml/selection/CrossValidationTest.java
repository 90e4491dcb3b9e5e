package io.reprise.ml.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.ml.selection.CrossValidation.Fold;
import io.reprise.ml.selection.CrossValidation.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

    @Test
    void noFoldLearnsFromWhatItIsScoredOnOrFromAnythingLater() {
        List<Fold> folds = CrossValidation.rollingOrigin(40, 4, 6);
        List<Integer> scored = new ArrayList<>();
        for (Fold fold : folds) {
            assertThat(fold.learnUntil()).isLessThanOrEqualTo(fold.from());
            IntStream.range(fold.from(), fold.until()).forEach(scored::add);
        }
        assertThat(scored)
                .containsExactlyElementsOf(IntStream.range(16, 40).boxed().toList());
    }

    @Test
    void aPlantedFoldThatLooksAheadIsRefused() {
        assertThatThrownBy(() -> new Fold(1, 21, 20, 26)).hasMessageContaining("would look ahead");
        assertThatThrownBy(() -> new Fold(1, 20, 26, 26)).hasMessageContaining("nothing to score");
    }

    @Test
    void tooManyFoldsForThePeriodsAreRefusedWithTheRemedy() {
        assertThatThrownBy(() -> CrossValidation.rollingOrigin(20, 4, 6))
                .hasMessageContaining("need at least 36 periods")
                .hasMessageContaining("fewer folds");
    }

    @Test
    void theScoreIsTheMeanOfTheFoldsWithItsError() {
        Scored scored = CrossValidation.run(CrossValidation.rollingOrigin(40, 4, 6), Fold::number);
        assertThat(scored.mean()).isEqualTo(2.5);
        assertThat(scored.error()).isBetween(0.64, 0.65);
    }
}
