package io.reprise.domain.model.transparency;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.registry.ColumnSpread;
import io.reprise.domain.model.registry.ColumnSpread.Shift;
import io.reprise.domain.model.registry.TrainingSpread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far what a model was asked in a sale, and what it answered, is from its training. Compared are the questions on which the
 * sale was planned, at the discounts that were chosen: what was asked to weigh discounts names each of them alike.
 *
 * @param questions that were compared
 * @param missing questions whose evidence cannot be read, so that they were not
 * @param rows of the questions
 * @param inputs by column, those that moved most first; likewise {@code answers}
 */
public record ModelDrift(int questions, int missing, long rows, List<Shift> inputs, List<Shift> answers) {

    public ModelDrift {
        inputs = List.copyOf(inputs);
        answers = List.copyOf(answers);
    }

    /** Empty where the card keeps nothing of the training, or nothing was asked that could be compared. */
    static Optional<ModelDrift> of(TrainingSpread trained, List<ModelCall> planned, EvidenceStore evidence) {
        if (trained.keepsNothing() || planned.isEmpty()) {
            return Optional.empty();
        }
        List<Tensor> inputs = new ArrayList<>();
        List<Tensor> outputs = new ArrayList<>();
        for (ModelCall call : planned) {
            Optional<Tensor> input = tensor(evidence, call.inputSha256());
            Optional<Tensor> output = tensor(evidence, call.outputSha256());
            if (input.isPresent() && output.isPresent()) {
                inputs.add(input.get());
                outputs.add(output.get());
            }
        }
        return Optional.of(new ModelDrift(
                inputs.size(),
                planned.size() - inputs.size(),
                inputs.stream().mapToLong(Tensor::rows).sum(),
                shifts(trained.inputs(), inputs),
                shifts(trained.answers(), outputs)));
    }

    /** What is damaged is for those who verify the log; here it is only counted. */
    private static Optional<Tensor> tensor(EvidenceStore evidence, String sha256) {
        try {
            return evidence.get(sha256).map(Tensor::fromBytes);
        } catch (EvidenceStore.EvidenceDamaged | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Shift> shifts(List<ColumnSpread> trained, List<Tensor> now) {
        List<Shift> shifts = new ArrayList<>();
        for (ColumnSpread column : trained) {
            double[] values = now.stream()
                    .filter(tensor -> column.index() < tensor.columns())
                    .flatMapToDouble(tensor ->
                            IntStream.range(0, tensor.rows()).mapToDouble(row -> tensor.at(row, column.index())))
                    .toArray();
            if (values.length > 0) {
                shifts.add(column.shift(values));
            }
        }
        shifts.sort(Comparator.comparingDouble(Shift::stability).reversed());
        return shifts;
    }
}
