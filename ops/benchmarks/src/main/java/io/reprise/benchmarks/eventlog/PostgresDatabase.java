package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.postgres.SyncedPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;

/** PostgreSQL, started for the trial, that syncs before it acknowledges. */
record PostgresDatabase() implements AxonJdbcContender.SqlDatabase {

    @Override
    public String label() {
        return "PostgreSQL 18";
    }

    @Override
    public String durability() {
        return "fsync, synchronous_commit on";
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public EventTableFactory tables() {
        return PostgresEventTableFactory.INSTANCE;
    }

    @Override
    public Server start(Path folder) throws IOException, SQLException {
        EmbeddedPostgres postgres = SyncedPostgres.start(folder);
        return new Server(postgres.getJdbcUrl("postgres", "postgres"), "postgres", postgres);
    }
}
