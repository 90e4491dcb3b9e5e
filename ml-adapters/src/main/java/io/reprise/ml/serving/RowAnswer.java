package io.reprise.ml.serving;

import io.reprise.domain.model.decision.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a model gave back.
 *
 * @param values one row for each row that was asked
 * @param device device class that answered, likewise {@code engine} with its version
 */
public record RowAnswer(Tensor values, String device, String engine) {

    /** Parts of one request's answer, in order; where parts ran on different devices, all are named. */
    static RowAnswer joined(List<RowAnswer> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return new RowAnswer(
                joinedRows(parts.stream().map(RowAnswer::values).toList()),
                parts.stream().map(RowAnswer::device).distinct().sorted().collect(Collectors.joining(", ")),
                parts.stream().map(RowAnswer::engine).distinct().sorted().collect(Collectors.joining(", ")));
    }

    /** @param parts tensors with the same number of columns */
    static Tensor joinedRows(List<Tensor> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        int rows = parts.stream().mapToInt(Tensor::rows).sum();
        int columns = parts.getFirst().columns();
        float[] values = new float[rows * columns];
        int at = 0;
        for (Tensor part : parts) {
            System.arraycopy(part.values(), 0, values, at, part.values().length);
            at += part.values().length;
        }
        return new Tensor(rows, columns, values);
    }

    /** Rows {@code from} to {@code from + count}. */
    static Tensor rows(Tensor all, int from, int count) {
        if (from == 0 && count == all.rows()) {
            return all;
        }
        float[] values = new float[count * all.columns()];
        System.arraycopy(all.values(), from * all.columns(), values, 0, values.length);
        return new Tensor(count, all.columns(), values);
    }
}
