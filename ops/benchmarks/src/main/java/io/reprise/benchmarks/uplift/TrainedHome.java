package io.reprise.benchmarks.uplift;

import io.reprise.market.Calibration;
import io.reprise.ml.dataset.ImportCommand;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.training.TrainCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
