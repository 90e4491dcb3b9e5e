package io.reprise.ml.sequence;

import io.reprise.domain.model.port.SequenceExplanations.ExplainedAction;
import io.reprise.domain.model.port.SequenceExplanations.ExplainedSequence;
import io.reprise.ml.dataset.Action;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A few held-out histories with what the transformer looked at; kept beside the artifact, for people. */
public final class ExplainedHistories {

    /** File beside the artifact. */
    public static final String FILE = "explained.json";

    private static final int HISTORIES = 4;
    private static final int ACTIONS_MIN = 3;
    private static final int ACTIONS_MAX = 12;

    private ExplainedHistories() {}

    /** Short enough to be read as a whole; evenly from all that are. */
    public static List<ExplainedSequence> of(
            TrainedSequences trained, List<Example> examples, BehaviourVocabulary vocabulary) {
        List<History> readable = examples.stream()
                .map(Example::history)
                .filter(history -> history.length() >= ACTIONS_MIN && history.length() <= ACTIONS_MAX)
                .toList();
        int step = Math.max(1, readable.size() / HISTORIES);
        return IntStream.range(0, Math.min(HISTORIES, readable.size()))
                .mapToObj(i -> explained(trained, readable.get(i * step), vocabulary))
                .toList();
    }

    private static ExplainedSequence explained(
            TrainedSequences trained, History history, BehaviourVocabulary vocabulary) {
        SequenceAttribution why = SequenceAttribution.ofPurchase(trained, history);
        SequenceShape shape = trained.model().shape();
        int[] actions = history.channels()[shape.channel(BehaviourVocabulary.ACTION)];
        int[] hours = history.channels()[shape.channel(BehaviourVocabulary.HOUR)];
        int first = history.length() - why.shares().length;
        return new ExplainedSequence(
                why.score(),
                why.scoreOfNothing(),
                IntStream.range(0, why.shares().length)
                        .mapToObj(i -> new ExplainedAction(
                                vocabulary.items().get(history.items()[first + i] - 1),
                                Action.values()[actions[first + i] - 1].word(),
                                hours[first + i] - 1,
                                Arrays.stream(why.attention())
                                        .map(layer -> layer[i])
                                        .toList(),
                                why.shares()[i]))
                        .toList());
    }
}
