package io.reprise.benchmarks.claims;

import io.reprise.benchmarks.postgres.SyncedPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One row of PostgreSQL and the statement that every shop begins with; a connection for each client. */
record PostgresHotItem() implements HotItem {

    @Override
    public String name() {
        return "PostgreSQL 18, UPDATE … WHERE stock > 0";
    }

    @Override
    public String keeps() {
        return "the number of units left";
    }

    @Override
    public Shop open(Path folder, int units, int clients) throws Exception {
        EmbeddedPostgres postgres = SyncedPostgres.start(folder);
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table item (id int primary key, stock int not null)");
            statement.execute("insert into item values (1, " + units + ")");
        }
        List<Connection> connections = new ArrayList<>();
        List<PreparedStatement> updates = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            Connection connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
            connections.add(connection);
            updates.add(connection.prepareStatement("update item set stock = stock - 1 where id = 1 and stock > 0"));
        }
        return new Open(postgres, units, connections, updates);
    }

    private record Open(
            EmbeddedPostgres postgres, int units, List<Connection> connections, List<PreparedStatement> updates)
            implements Shop {

        @Override
        public boolean claim(int client, long claim) throws SQLException {
            return updates.get(client).executeUpdate() == 1;
        }

        @Override
        public long sold() throws SQLException {
            try (Statement statement = connections.getFirst().createStatement();
                    ResultSet left = statement.executeQuery("select stock from item")) {
                left.next();
                return units - left.getInt(1);
            }
        }

        @Override
        public void close() throws SQLException, IOException {
            for (Connection connection : connections) {
                connection.close();
            }
            postgres.close();
        }
    }
}
