package io.reprise.benchmarks.uplift;

import io.reprise.market.Calibration;
import io.reprise.ml.dataset.ImportCommand;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.training.TrainCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/** Real sales and models trained on them, as the demo has them. */
public final class TrainedHome {

    private final Path folder;

    private TrainedHome(Path folder) {
        this.folder = folder;
    }

    /**
     * Imports and trains what is not there yet.
     *
     * @param folder made where it is not there
     * @throws IllegalStateException when importing or training fails; what failed has said why
     */
    public static TrainedHome in(Path folder) throws IOException {
        Files.createDirectories(folder);
        TrainedHome home = new TrainedHome(folder);
        if (!Files.exists(home.data().resolve("market-calibration.json"))) {
            require(new ImportCommand(), "--home", folder.toString());
        }
        require(new TrainCommand(), "all", "--if-missing", "--home", folder.toString());
        return home;
    }

    private static void require(Object command, String... arguments) {
        if (new CommandLine(command).execute(arguments) != 0) {
            throw new IllegalStateException(command.getClass().getSimpleName() + " failed");
        }
    }

    /** For a server of its own: data and models are copied, what TensorFlow unpacks is shared. @param other made where it is not there */
    public void copyTo(Path other) throws IOException {
        FileUtils.copyDirectory(data().toFile(), other.resolve("data").toFile());
        FileUtils.copyDirectory(
                folder.resolve("models").toFile(), other.resolve("models").toFile());
        Files.createSymbolicLink(
                other.resolve("natives"),
                Files.createDirectories(folder.resolve("natives")).toAbsolutePath());
    }

    private Path data() {
        return folder.resolve("data");
    }

    Calibration calibration() throws IOException {
        return Calibration.read(data());
    }

    /** The trained models, opened; to be closed. */
    public ModelShelf shelf() {
        return new ModelShelf(folder.toAbsolutePath());
    }
}
