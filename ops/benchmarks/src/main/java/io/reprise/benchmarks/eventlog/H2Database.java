package io.reprise.benchmarks.eventlog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.jdbc.AbstractEventTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.EventTableFactory;

/**
 * H2 in a file, in this process. It does not sync at commit, with WRITE_DELAY=0 neither (100 commits: 105 writes and no
 * fsync, counted with strace), so whoever wants durability has to ask for a synced checkpoint after each.
 */
enum H2Database implements AxonJdbcContender.SqlDatabase {
    AS_IT_COMES("H2 as it comes", "none: written within 500 ms"),
    WRITTEN("H2 with WRITE_DELAY=0", "written, not synced: survives kill -9, not a power loss"),
    SYNCED("H2 with CHECKPOINT SYNC", "synced to disk");

    private final String label;
    private final String durability;

    H2Database(String label, String durability) {
        this.label = label;
        this.durability = durability;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String durability() {
        return durability;
    }

    @Override
    public boolean isDurable() {
        return this == SYNCED;
    }

    @Override
    public EventTableFactory tables() {
        return new H2Tables();
    }

    @Override
    public Server start(Path folder) {
        String delay = this == AS_IT_COMES ? "" : ";WRITE_DELAY=0";
        return new Server("jdbc:h2:file:" + folder.toAbsolutePath().resolve("h2") + delay, "sa", () -> {});
    }

    @Override
    public void afterCommit(DataSource connections) throws SQLException {
        if (this == SYNCED) {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    /** Axon has none for H2; short bytes in the row itself, not in a BLOB beside it. */
    private static final class H2Tables extends AbstractEventTableFactory {
        @Override
        protected String idColumnType() {
            return "BIGINT GENERATED ALWAYS AS IDENTITY";
        }

        @Override
        protected String payloadType() {
            return "VARBINARY(1000000)";
        }
    }
}
