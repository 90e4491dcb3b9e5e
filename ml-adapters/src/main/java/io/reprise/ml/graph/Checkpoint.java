package io.reprise.ml.graph;

import io.reprise.domain.model.vocabulary.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a training stood after an epoch, in a file: it goes on from there with the same bits as if it had never stopped.
 *
 * @param of what is being trained, on what, and how; a training of something else does not go on from here
 * @param best weights of the best epoch so far
 */
record Checkpoint(String of, int epoch, int bestEpoch, double bestScore, State state, List<Weight> best) {

    private static final String FORM = "reprise-checkpoint/1";
    private static final int DIGEST = 64;

    /** @param means first moments of the gradients, @param squares second moments */
    record State(long step, List<Weight> weights, List<Weight> means, List<Weight> squares) {}

    /** Replaces the file in one step. */
    void write(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(FORM);
            out.writeUTF(of);
            out.writeInt(epoch);
            out.writeInt(bestEpoch);
            out.writeDouble(bestScore);
            out.writeLong(state.step());
            for (List<Weight> weights : List.of(state.weights(), state.means(), state.squares(), best)) {
                write(out, weights);
            }
            out.flush();
            byte[] body = bytes.toByteArray();
            bytes.write(Sha256.hex(body).getBytes(StandardCharsets.US_ASCII));
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(beside, bytes.toByteArray());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be written", e);
        }
    }

    private static void write(DataOutputStream out, List<Weight> weights) throws IOException {
        out.writeInt(weights.size());
        for (Weight weight : weights) {
            out.writeUTF(weight.name());
            out.writeInt(weight.shape().length);
            for (long length : weight.shape()) {
                out.writeLong(length);
            }
            for (float value : weight.values()) {
                out.writeFloat(value);
            }
        }
    }

    /**
     * @return empty if there is no such file, or it belongs to another training
     * @throws IllegalStateException if the file was damaged
     */
    static Optional<Checkpoint> read(Path file, String of) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] all = Files.readAllBytes(file);
            byte[] body = Arrays.copyOf(all, Math.max(0, all.length - DIGEST));
            String digest = new String(all, body.length, all.length - body.length, StandardCharsets.US_ASCII);
            if (!Sha256.hex(body).equals(digest)) {
                throw new IllegalStateException(
                        "the checkpoint " + file + " was damaged: delete it, and the training starts anew");
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
            if (!in.readUTF().equals(FORM) || !in.readUTF().equals(of)) {
                return Optional.empty();
            }
            int epoch = in.readInt();
            int bestEpoch = in.readInt();
            double bestScore = in.readDouble();
            long step = in.readLong();
            State state = new State(step, weights(in), weights(in), weights(in));
            return Optional.of(new Checkpoint(of, epoch, bestEpoch, bestScore, state, weights(in)));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " cannot be read", e);
        }
    }

    private static List<Weight> weights(DataInputStream in) throws IOException {
        List<Weight> weights = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            long[] shape = new long[in.readInt()];
            long size = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = in.readLong();
                size *= shape[i];
            }
            float[] values = new float[Math.toIntExact(size)];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readFloat();
            }
            weights.add(new Weight(name, shape, values));
        }
        return weights;
    }
}
