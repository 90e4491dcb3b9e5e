package io.reprise.audit;

import io.reprise.projections.eventstore.LogCopy;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Copies what must not be lost of an embedded installation, also while its server runs. The order makes the copy whole:
 * checkpoints before the log, so that none is of a longer log; what events name after the log, so that nothing they name is
 * missing.
 */
@CommandLine.Command(
        name = "backup",
        description = "Copies what must not be lost into a new folder, also while the server runs; keys to another.")
final class BackupCommand implements Callable<Integer> {

    /** Made again from the rest, or from the libraries. */
    private static final Set<String> NOT_KEPT = Set.of(
            "log",
            "checkpoints",
            "keys",
            "views",
            "camunda",
            "camunda.before-rebuild",
            "snapshots",
            "natives",
            "first-passwords.txt");

    private static final String LOG_FILE = ".log";

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(paramLabel = "FOLDER", description = "Where to; it is made, or is empty.")
    private Path folder;

    @CommandLine.Option(
            names = "--keys",
            paramLabel = "FOLDER",
            description = "Where the keys are copied to: somewhere else, because who has both can rewrite history.")
    private Path keys;

    @Override
    public Integer call() throws IOException {
        Installation.Place place = audit.place();
        if (!place.isEmbedded()) {
            throw new IllegalArgumentException("this installation is in MongoDB: use its own backup of event_batches, "
                    + "evidence and checkpoints, or 'audit export', which runs beside the servers");
        }
        Path home = place.home();
        if (!Files.exists(home.resolve("log").resolve("events.log"))) {
            throw new IllegalArgumentException("there is no event log in " + home + ": set REPRISE_HOME");
        }
        requireEmpty(folder);
        copy(home.resolve("checkpoints"), folder.resolve("checkpoints"));
        long events = LogCopy.of(home.resolve("log"), folder.resolve("log"));
        for (Path other : others(home)) {
            copy(other, folder.resolve(other.getFileName()));
        }
        System.out.println("copied: " + events + " events, and what they name, to " + folder);
        if (keys == null) {
            System.out.println("not copied: the keys in " + place.keyFolder()
                    + "; name another folder for them with --keys, or keep them otherwise");
        } else {
            requireEmpty(keys);
            // The home's hold the one that makes pseudonyms, wherever those are that sign the log.
            copy(home.resolve("keys"), keys);
            if (!place.keyFolder().equals(home.resolve("keys"))) {
                copy(place.keyFolder(), keys);
            }
            System.out.println("copied: the keys, to " + keys);
        }
        return CommandLine.ExitCode.OK;
    }

    private static void requireEmpty(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new IllegalArgumentException(folder + " is not empty: name another folder");
            }
        }
    }

    private static List<Path> others(Path home) throws IOException {
        try (Stream<Path> all = Files.list(home)) {
            return all.filter(path -> !NOT_KEPT.contains(path.getFileName().toString()))
                    .filter(path -> !path.getFileName().toString().endsWith(LOG_FILE))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    Path target = from.equals(file)
                            ? to
                            : to.resolve(from.relativize(file).toString());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                } catch (NoSuchFileException e) {
                    // One that was only for a moment, as a file that is being written is under another name.
                    return FileVisitResult.CONTINUE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }
}
