package io.reprise.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * The workflow engine's database before the engine opens it. Where it is to be dropped and is files in the home, they are
 * put aside, damaged or not; elsewhere the engine drops its own tables.
 */
record EngineDatabase(String url, String user, String password, Path home, boolean isDropped) {

    static final String DROPPED = "reprise.processes-dropped";
    static final String ASIDE = "camunda.before-rebuild";

    private static final Logger LOG = LoggerFactory.getLogger(EngineDatabase.class);
    private static final int IN_USE = 90020;

    static EngineDatabase named(Environment environment) {
        return new EngineDatabase(
                environment.getRequiredProperty("spring.datasource.url"),
                environment.getProperty("spring.datasource.username"),
                environment.getProperty("spring.datasource.password"),
                Path.of(environment.getRequiredProperty("reprise.home")),
                environment.getProperty(DROPPED, Boolean.class, false));
    }

    /** @throws IllegalStateException where somebody has it open */
    void prepare() {
        boolean isInHome = url.startsWith("jdbc:h2:file:" + home + "/camunda/");
        if (isInHome && Files.exists(home.resolve("camunda"))) {
            refuseIfInUse();
            if (isDropped) {
                putAside();
            }
        }
    }

    private void refuseIfInUse() {
        try {
            DriverManager.getConnection(url, user, password).close();
        } catch (SQLException e) {
            if (e.getErrorCode() == IN_USE) {
                throw new IllegalStateException(
                        "the workflow engine's database in " + home + " is in use: stop the server, and try again");
            }
            LOG.warn("the workflow engine's database in {} cannot be opened: {}", home, e.getMessage());
        }
    }

    private void putAside() {
        try {
            Path aside = Files.createDirectories(home.resolve(ASIDE));
            List<Path> files;
            try (Stream<Path> all = Files.list(home.resolve("camunda"))) {
                files = all.toList();
            }
            for (Path file : files) {
                Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
