package io.reprise.benchmarks.eventlog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.reprise.benchmarks.eventlog.ReplayableStore.Kind;
import io.reprise.benchmarks.eventlog.ReplayableStore.Reading;
import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventTableFactory;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;

/**
 * The campaign aggregate over Axon's own JDBC engine. A command is one statement that commits itself: one round trip, the
 * least this engine can do.
 *
 * @param poolMax connections at most; there are never more than clients
 * @param clientsMin with fewer clients it is the same as with a smaller pool
 */
record AxonJdbcContender(CampaignTrace trace, SqlDatabase database, int poolMax, int clientsMin) implements Contender {

    private static final int PAGE_ROWS = 1_000;

    /** A relational database that events can be put into. */
    interface SqlDatabase {

        String label();

        String durability();

        boolean isDurable();

        EventTableFactory tables();

        Server start(Path folder) throws Exception;

        /** What it takes, after a command's own commit, for that to be durable. */
        default void afterCommit(DataSource connections) throws SQLException {}

        record Server(String url, String user, Closeable stop) {}
    }

    @Override
    public String name() {
        return "Axon JDBC, " + database.label() + ", pool " + poolMax;
    }

    @Override
    public Role role() {
        return Role.AXON;
    }

    @Override
    public Place place() {
        return Place.DATABASE;
    }

    @Override
    public String durability() {
        return database.durability();
    }

    @Override
    public boolean isDurable() {
        return database.isDurable();
    }

    @Override
    public boolean isWorthTrying(int clients) {
        return clients >= clientsMin;
    }

    @Override
    public OpenStore open(Path folder, int clients) throws Exception {
        SqlDatabase.Server server = database.start(folder);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setUsername(server.user());
        config.setMaximumPoolSize(Math.min(clients, poolMax) + 1);
        HikariDataSource pool = new HikariDataSource(config);
        JdbcEventStorageEngine engine = engine(new DataSourceConnectionProvider(pool), new Commits(database, pool));
        engine.createSchema(database.tables());
        return new AxonStore(
                trace, engine, () -> count(pool), batch -> fill(pool, batch), List.of(cursor(pool)), () -> {
                    pool.close();
                    server.stop().close();
                });
    }

    /** Every statement commits itself, and appending ones are made durable. */
    private record Commits(SqlDatabase database, DataSource connections) implements TransactionManager {

        @Override
        public Transaction startTransaction() {
            return NoTransactionManager.INSTANCE.startTransaction();
        }

        @Override
        public void executeInTransaction(Runnable task) {
            task.run();
            try {
                database.afterCommit(connections);
            } catch (SQLException e) {
                throw new IllegalStateException("what was appended could not be made durable", e);
            }
        }
    }

    private static JdbcEventStorageEngine engine(ConnectionProvider connections, TransactionManager transactions) {
        return JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .eventSerializer(AxonStore.serializer())
                .snapshotSerializer(AxonStore.serializer())
                .build();
    }

    /** One transaction a batch. */
    private static void fill(HikariDataSource pool, List<DomainEventMessage<?>> batch) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            ConnectionProvider one =
                    () -> ConnectionWrapperFactory.wrap(connection, new ConnectionWrapperFactory.NoOpCloseHandler());
            engine(one, NoTransactionManager.INSTANCE).appendEvents(batch);
            connection.commit();
        }
    }

    private static long count(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM DomainEventEntry")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Reading cursor(HikariDataSource pool) {
        return new Reading("bare SELECT in order, fetch size 1,000", Kind.CURSOR, fold -> {
            long events = 0;
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.setFetchSize(PAGE_ROWS);
                    ResultSet rows = statement.executeQuery(
                            "SELECT payload, metaData FROM DomainEventEntry ORDER BY globalIndex");
                    for (; rows.next(); events++) {
                        if (rows.getBytes(1).length == 0 || rows.getBytes(2).length == 0) {
                            throw new IllegalStateException("an event without bytes");
                        }
                    }
                }
                connection.commit();
            }
            return events;
        });
    }
}
