package io.reprise.benchmarks.eventlog;

import java.nio.file.Path;
import org.axonframework.eventsourcing.eventstore.jdbc.AbstractEventTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.EventTableFactory;

/** H2 in a file, in this process. */
record H2Database(boolean isDurable) implements AxonJdbcContender.SqlDatabase {

    @Override
    public String name() {
        return isDurable ? "H2 with WRITE_DELAY=0" : "H2 as it comes";
    }

    @Override
    public String durability() {
        return isDurable ? "written at commit" : "none: written within 500 ms";
    }

    @Override
    public EventTableFactory tables() {
        return new H2Tables();
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

    @Override
    public Server start(Path folder) {
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve("h2") + (isDurable ? ";WRITE_DELAY=0" : "");
        return new Server(url, "sa", () -> {});
    }
}
