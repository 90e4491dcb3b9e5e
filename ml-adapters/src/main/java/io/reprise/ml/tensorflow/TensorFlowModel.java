package io.reprise.ml.tensorflow;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.ParameterStore;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * One SavedModel, loaded by DJL, in chunks of one fixed size padded with zeros: so recorded answers are made again. Safe
 * for concurrent use. What a call takes outside the heap belongs to a manager of its own and is freed at its end.
 */
final class TensorFlowModel implements AutoCloseable {

    private final ZooModel<NDList, NDList> model;
    private final String device;
    /** Used again and again: DJL would take new memory outside the heap for each call, and wait for the collector to free it. */
    private final Deque<ByteBuffer> buffers = new ConcurrentLinkedDeque<>();

    /** @param device {@code cpu} or {@code gpu} */
    TensorFlowModel(Path folder, String device) {
        this.device = device;
        try {
            model = Criteria.builder()
                    .setTypes(NDList.class, NDList.class)
                    .optEngine("TensorFlow")
                    .optDevice(device.equals("gpu") ? Device.gpu() : Device.cpu())
                    .optModelPath(folder)
                    .optOption("Tags", "serve")
                    .optOption("SignatureDefKey", "serve")
                    .optOption("ConfigProto", session(device))
                    .build()
                    .loadModel();
        } catch (IOException | ModelNotFoundException | MalformedModelException | RuntimeException e) {
            throw new ModelUnavailable(
                    "the model in " + folder.getFileName() + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** One thread inside an operation keeps the bits; running in the caller's thread spares a hand-over for each call. */
    private static String session(String device) {
        ConfigProto.Builder session =
                ConfigProto.newBuilder().setIntraOpParallelismThreads(1).setInterOpParallelismThreads(-1);
        if (device.equals("gpu")) {
            session.setAllowSoftPlacement(true)
                    .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
        } else {
            session.putDeviceCount("GPU", 0);
        }
        return Base64.getEncoder().encodeToString(session.build().toByteArray());
    }

    /** @throws ModelUnavailable where the model fails, or answers what is no number or of another shape */
    Tensor run(Tensor input) {
        return ChunkLadder.run(this::chunk, input, input.rows(), ChunkLadder.CANONICAL);
    }

    /** A chunk as it is. */
    Tensor chunk(Tensor chunk) {
        ByteBuffer bytes = bytes(4 * chunk.values().length);
        bytes.asFloatBuffer().put(chunk.values());
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray input = manager.create(bytes, new Shape(chunk.rows(), chunk.columns()), DataType.FLOAT32);
            input.setName("features");
            NDArray answer = model.getBlock()
                    .forward(new ParameterStore(manager, true), new NDList(input), false)
                    .singletonOrThrow();
            long[] shape = answer.getShape().getShape();
            return new Tensor((int) shape[0], (int) shape[1], answer.toFloatArray());
        } catch (RuntimeException e) {
            throw new ModelUnavailable("the model failed: " + e.getMessage(), e);
        } finally {
            buffers.push(bytes);
        }
    }

    private ByteBuffer bytes(int size) {
        ByteBuffer free = buffers.poll();
        return free != null && free.capacity() >= size
                ? free.clear().limit(size)
                : ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** Features of a row. */
    int columns() {
        return (int) model.getBlock().describeInput().get(0).getValue().get(1);
    }

    String device() {
        return device;
    }

    /** Also gives back what was free besides: what loading and closing took and let go would stay with the process. */
    @Override
    public void close() {
        model.close();
        NativeHeap.giveBack();
    }
}
