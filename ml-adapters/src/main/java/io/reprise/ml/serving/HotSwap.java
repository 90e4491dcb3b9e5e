package io.reprise.ml.serving;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What answers for one model. When another artifact is wanted it is opened and warmed up while the one before goes on
 * answering; then it takes over, and the one before finishes what it was asked and is closed. No request is lost: one
 * that meets an artifact that has just been replaced asks again.
 */
public final class HotSwap {

    /** @param artifact which one answered, @param input what it was asked */
    public record Answered(ArtifactId artifact, Tensor input, RowAnswer answer) {}

    private final ModelServing serving;
    private ServedArtifact current;
    private ArtifactId coming;

    public HotSwap(ModelServing serving) {
        this.serving = serving;
    }

    /** As below, where whatever answered before may go on until another is open. */
    public Answered answer(
            Supplier<ArtifactId> wanted, Function<ArtifactId, Tensor> input, int columns, Duration patience) {
        return answer(wanted, before -> true, input, artifact -> columns, patience);
    }

    /**
     * @param wanted which artifact should answer; asked again where it is replaced meanwhile
     * @param mayStillAnswer whether one that is no longer wanted may answer until the wanted one is open; one that was
     *     taken back may not, and the question waits
     * @param input makes the input for the artifact that does answer
     * @param columns how many that artifact's answer must have
     * @throws ModelUnavailable where there is no answer in time, or not a right one
     */
    public Answered answer(
            Supplier<ArtifactId> wanted,
            Predicate<ArtifactId> mayStillAnswer,
            Function<ArtifactId, Tensor> input,
            ToIntFunction<ArtifactId> columns,
            Duration patience) {
        while (true) {
            ServedArtifact served = ready(wanted.get(), mayStillAnswer);
            Deadline deadline = Deadline.in(patience);
            Tensor rows = input.apply(served.id());
            try {
                OptionalInt expected = OptionalInt.of(columns.applyAsInt(served.id()));
                return new Answered(served.id(), rows, served.answer(rows, expected, deadline));
            } catch (Retired e) {
                continue;
            }
        }
    }

    /** Begins to open an artifact that will be wanted. */
    public synchronized void prepare(ArtifactId wanted) {
        if (current == null || !current.id().equals(wanted)) {
            expect(wanted);
            serving.opened(wanted);
        }
    }

    /** Whether a question would be answered without waiting for an artifact to be opened; begins to open it where not. */
    public synchronized boolean isReady(ArtifactId wanted, Predicate<ArtifactId> mayStillAnswer) {
        if (current != null && current.id().equals(wanted)) {
            return true;
        }
        expect(wanted);
        return serving.opened(wanted).isDone() || current != null && mayStillAnswer.test(current.id());
    }

    private ServedArtifact ready(ArtifactId wanted, Predicate<ArtifactId> mayStillAnswer) {
        CompletableFuture<ServedArtifact> opening;
        synchronized (this) {
            if (current != null && current.id().equals(wanted)) {
                forgetComing();
                return current;
            }
            expect(wanted);
            opening = serving.opened(wanted);
            if (!opening.isDone() && current != null && mayStillAnswer.test(current.id())) {
                return current;
            }
        }
        ServedArtifact opened = serving.await(wanted, opening);
        takeOver(opened);
        return opened;
    }

    private void expect(ArtifactId wanted) {
        if (!wanted.equals(coming)) {
            forgetComing();
            serving.hold(wanted);
            coming = wanted;
        }
    }

    private void forgetComing() {
        if (coming != null) {
            serving.release(coming);
            coming = null;
        }
    }

    private synchronized void takeOver(ServedArtifact opened) {
        if (opened.id().equals(coming) && isHeld(opened)) {
            ServedArtifact before = current;
            current = opened;
            coming = null;
            if (before != null) {
                serving.release(before.id());
            }
        }
    }

    /** Whether it is the one that is open under its name, and not one that was let go and is being opened again. */
    private boolean isHeld(ServedArtifact opened) {
        CompletableFuture<ServedArtifact> held = serving.opened(opened.id());
        return held.isDone() && !held.isCompletedExceptionally() && held.join() == opened;
    }
}
