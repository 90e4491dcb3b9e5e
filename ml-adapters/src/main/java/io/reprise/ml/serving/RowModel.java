package io.reprise.ml.serving;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;

/**
 * One opened artifact that answers rows: [n, features] → [n, answers]. A row gets the same bits whatever it travels with
 * and wherever among them it stands, so that rows of several requests can share a call. Safe for concurrent use.
 */
public interface RowModel extends AutoCloseable {

    /** @throws ModelUnavailable where the model fails, or its answer holds what is no finite number */
    RowAnswer run(Tensor rows);

    /** Whether rows of several requests may share a call; false where the engine could not be shown to keep the bits. */
    default boolean mixes() {
        return true;
    }

    /**
     * Finds out how it may run faster, while it answers already; called once, by a thread that has the time. Ends early
     * where the model is closed.
     */
    default void settle() {}

    /** Whether it has found out. */
    default boolean isSettled() {
        return true;
    }

    /** Device class, for example {@code cpu} or {@code gpu}. */
    String device();

    /** Engine and its version, for example {@code TensorFlow 2.16.2}. */
    String engine();

    /** Frees what is held outside the heap; called once, when nothing runs any more. */
    @Override
    void close();
}
