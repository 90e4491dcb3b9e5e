package io.reprise.benchmarks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL, started to be measured against, that syncs before it acknowledges. */
public final class SyncedPostgres {

    private SyncedPostgres() {}

    /** @throws IllegalStateException if it runs otherwise than asked for */
    public static EmbeddedPostgres start(Path folder) throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .start();
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            requireOn(postgres, setting);
        }
        return postgres;
    }

    /** The starter's own defaults are for tests, and switch these off. */
    private static void requireOn(EmbeddedPostgres postgres, String setting) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW " + setting)) {
            result.next();
            if (!result.getString(1).equals("on")) {
                throw new IllegalStateException("PostgreSQL runs with " + setting + " = " + result.getString(1));
            }
        }
    }
}
