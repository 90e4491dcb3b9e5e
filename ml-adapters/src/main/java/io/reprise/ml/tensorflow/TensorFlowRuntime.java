package io.reprise.ml.tensorflow;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import io.reprise.domain.model.port.ModelUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * TensorFlow in this process, from the natives that Maven brought: nothing is downloaded when it starts. Unpacking takes
 * some seconds the first time, under Reprise's home; later starts find it there.
 */
public final class TensorFlowRuntime {

    private static boolean ready;

    private TensorFlowRuntime() {}

    /** Makes TensorFlow usable; cheap when it is already. */
    public static synchronized void start(Path home) {
        if (ready) {
            return;
        }
        Path cache = home.resolve("natives").toAbsolutePath();
        try {
            Files.createDirectories(cache);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for TensorFlow's libraries cannot be made", e);
        }
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("org.bytedeco.javacpp.cachedir", cache.toString());
        // One thread inside an operation: the same input then gives the same bits.
        System.setProperty("ai.djl.tensorflow.num_intraop_threads", "1");
        // The build for GPUs keeps the same names in a folder of its own.
        Path library = null;
        for (String build : List.of(Loader.getPlatform() + "-gpu", Loader.getPlatform())) {
            library = library == null ? unpacked("/org/tensorflow/internal/c_api/" + build + "/") : library;
        }
        if (library == null) {
            throw new IllegalStateException("there is no TensorFlow for " + Loader.getPlatform()
                    + " on the class path: build with the Maven profile for this platform");
        }
        System.setProperty("TENSORFLOW_LIBRARY_PATH", library.getParent().toString());
        ready = true;
    }

    private static Path unpacked(String folder) {
        Path library = null;
        for (String name : List.of("libtensorflow_framework.so.2", "libtensorflow_cc.so.2", "libjnitensorflow.so")) {
            try {
                var file = Loader.cacheResource(TensorFlowRuntime.class, folder + name);
                library = file == null ? library : file.toPath();
            } catch (IOException e) {
                throw new UncheckedIOException("TensorFlow's library " + name + " cannot be unpacked", e);
            }
        }
        return library;
    }

    /** Engine and version as recorded with every model call. */
    public static String engine() {
        Engine engine = Engine.getEngine("TensorFlow");
        return "TensorFlow " + engine.getVersion();
    }

    /** {@code gpu} where TensorFlow itself sees one, else {@code cpu}. */
    public static String device() {
        return Engine.getEngine("TensorFlow").hasCapability(StandardCapabilities.CUDA) ? "gpu" : "cpu";
    }

    /** @throws ModelUnavailable where a GPU is demanded and TensorFlow sees none */
    static String device(DeviceChoice choice) {
        if (choice == DeviceChoice.GPU && device().equals("cpu")) {
            throw new ModelUnavailable(
                    "reprise.models-device is gpu, but TensorFlow sees none: build with -Pgpu, put CUDA"
                            + " on LD_LIBRARY_PATH, or choose auto");
        }
        return choice == DeviceChoice.CPU ? "cpu" : device();
    }
}
