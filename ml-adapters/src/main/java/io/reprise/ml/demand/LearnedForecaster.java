package io.reprise.ml.demand;

import io.reprise.ml.demand.DemandLearning.Learned;
import io.reprise.ml.demand.DemandWindows.Window;
import io.reprise.ml.graph.Training;
import java.util.ArrayList;
import java.util.List;

/** Networks that forecast together: quantile by quantile their mean. Holds native memory until it is closed. */
public final class LearnedForecaster implements AutoCloseable {

    private static final int CHUNK = 256;

    private final List<Training> members = new ArrayList<>();

    /** @param learned of the same shape, from the same data */
    public LearnedForecaster(List<Learned> learned) {
        for (Learned one : learned) {
            Training training = new Training(
                    one.model(), Training.Options.seeded(one.settings().seed()));
            training.putWeights(one.weights());
            members.add(training);
        }
    }

    public Forecasts forecast(DemandWindows windows, List<Window> asked) {
        return Forecasts.mean(
                members.stream().map(m -> forecast(m, windows, asked)).toList());
    }

    private static Forecasts forecast(Training member, DemandWindows windows, List<Window> asked) {
        int answers = windows.shape().answers();
        float[][] values = new float[asked.size()][answers];
        for (int from = 0; from < asked.size(); from += CHUNK) {
            List<Window> some = asked.subList(from, Math.min(asked.size(), from + CHUNK));
            float[] flat = member.answer(DemandModel.ANSWER, windows.ask(some));
            for (int i = 0; i < some.size(); i++) {
                System.arraycopy(flat, i * answers, values[from + i], 0, answers);
            }
        }
        return new Forecasts(asked, windows.shape().horizon(), values);
    }

    @Override
    public void close() {
        members.forEach(Training::close);
    }
}
