package io.reprise.server;

import io.reprise.ml.dataset.ImportCommand;
import io.reprise.ml.training.TrainCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Folders for servers under test: real sales imported and real models trained once, then shared. */
public final class RehearsalHome {

    private static final Path SHARED = Path.of("target", "rehearsal").toAbsolutePath();

    private RehearsalHome() {}

    /** A fresh home with data and models; TensorFlow's unpacked libraries are shared. */
    public static synchronized Path in(Path folder) throws IOException {
        if (!Files.exists(SHARED.resolve("data").resolve("market-calibration.json"))) {
            run(new ImportCommand(), "--home", SHARED.toString());
        }
        run(new TrainCommand(), "all", "--if-missing", "--epochs", "3", "--home", SHARED.toString());
        Path home = Files.createDirectories(folder.resolve("home"));
        copy(SHARED.resolve("data"), home.resolve("data"));
        copy(SHARED.resolve("models"), home.resolve("models"));
        if (!Files.exists(home.resolve("natives"))) {
            Files.createSymbolicLink(home.resolve("natives"), SHARED.resolve("natives"));
        }
        return home;
    }

    private static void run(Object command, String... arguments) {
        if (new CommandLine(command).execute(arguments) != 0) {
            throw new IllegalStateException(command.getClass().getSimpleName() + " failed");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(path -> {
                try {
                    Path target = to.resolve(from.relativize(path).toString());
                    if (Files.isDirectory(path)) {
                        Files.createDirectories(target);
                    } else if (!Files.exists(target)) {
                        Files.copy(path, target);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Settings of a server in simulated time. */
    public static Map<String, String> settings(Path home, int port) {
        Map<String, String> settings = new HashMap<>();
        settings.put("REPRISE_HOME", home.toString());
        settings.put("REPRISE_DEMO", "true");
        settings.put("REPRISE_SIMULATED_FROM", "2026-11-09T09:00:00Z");
        settings.put("REPRISE_JOB_EXECUTOR", "false");
        settings.put("REPRISE_SNAPSHOT_EVENTS", "5");
        settings.put("REPRISE_CHECKPOINT_INTERVAL", "1s");
        settings.put("REPRISE_PSEUDONYM_KEY", "rehearsal");
        settings.put("REPRISE_DESCRIBE_AT_START", "false");
        settings.put("REPRISE_PORT", Integer.toString(port));
        return settings;
    }
}
