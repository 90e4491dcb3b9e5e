package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.projections.MongoConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.bson.Document;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS at the server, TLS with a log-in at PostgreSQL, and TLS at MongoDB, by settings alone. */
class TransportTest {

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;

    @BeforeAll
    static void makeACertificate() throws Exception {
        certificate = TestCertificate.make(folder);
    }

    private static HttpClient trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("reprise", certificate.certificate());
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void theServerSpeaksTlsAndNothingElseWhereItHasAKeyStore() throws Exception {
        try (RehearsalServer server = RehearsalServer.start(
                folder.resolve("tls"),
                Map.of(
                        "server.ssl.key-store",
                        certificate.keyStore().toString(),
                        "server.ssl.key-store-password",
                        TestCertificate.PASSWORD))) {
            HttpRequest alive = HttpRequest.newBuilder(
                            URI.create(server.url().replace("http:", "https:") + "/actuator/health/liveness"))
                    .build();
            assertThat(trusting().send(alive, BodyHandlers.ofString()).body()).contains("UP");
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(alive, BodyHandlers.ofString()))
                    .as("nobody signed it")
                    .isInstanceOf(SSLHandshakeException.class);
            HttpRequest plain = HttpRequest.newBuilder(URI.create(server.url() + "/actuator/health/liveness"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(plain, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void theEngineSpeaksToPostgresqlByTlsWithItsPasswordAndToMongodbByTlsAndNoOtherWay() throws Exception {
        MongoServer mongo = mongoByTls();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.file().toString())
                .setServerConfig("ssl_key_file", certificate.keyFile().toString())
                .start()) {
            onlyByTlsAndPassword(postgres);
            String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
            String secure = url + "?sslmode=verify-full&sslrootcert=" + certificate.file();
            Map<String, Object> settings = new TreeMap<>(RehearsalHome.settings(folder.resolve("engine"), 0));
            settings.put("REPRISE_JDBC_URL", secure);
            settings.put("REPRISE_JDBC_USER", "reprise");
            settings.put("REPRISE_JDBC_PASSWORD", "engine-password");
            settings.put("REPRISE_MONGODB_URI", uri(mongo) + "/?tls=true");
            settings.put("REPRISE_MONGODB_CA", certificate.file().toString());
            try (var context = ProcessesAlone.open(settings)) {
                assertThat(context.getBean(ProcessEngine.class)
                                .getRepositoryService()
                                .createProcessDefinitionQuery()
                                .count())
                        .isPositive();
                assertThat(context.getBean(MongoClient.class).listDatabaseNames())
                        .as("the log is there")
                        .contains("reprise");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(secure, "reprise", "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(
                            () -> DriverManager.getConnection(url + "?sslmode=disable", "reprise", "engine-password"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("rejects connection");
        } finally {
            mongo.shutdownNow();
        }
    }

    private static MongoServer mongoByTls() throws Exception {
        MongoServer mongo = new MongoServer(H2Backend.inMemory());
        mongo.enableSsl(certificate.key(), null, certificate.certificate());
        mongo.bind();
        return mongo;
    }

    private static String uri(MongoServer mongo) {
        return "mongodb://127.0.0.1:" + mongo.getLocalAddress().getPort();
    }

    @Test
    void aMongodbIsBelievedByItsCertificateAlone() throws Exception {
        MongoServer mongo = mongoByTls();
        String secure = uri(mongo) + "/?tls=true&serverSelectionTimeoutMS=1500";
        try (MongoClient trusting =
                MongoConnection.open(secure, certificate.file().toString(), "safe")) {
            trusting.getDatabase("safe").getCollection("kept").insertOne(new Document("answer", 42));
            assertThat(trusting.getDatabase("safe").getCollection("kept").find())
                    .hasSize(1);
            assertThatThrownBy(() -> MongoConnection.open(secure, "", "safe"))
                    .as("nobody signed it")
                    .isInstanceOf(MongoTimeoutException.class)
                    .hasMessageContaining("certification path");
            String plain = uri(mongo) + "/?serverSelectionTimeoutMS=1500";
            assertThatThrownBy(() -> MongoConnection.open(plain, null, "safe")).isInstanceOf(MongoException.class);
        } finally {
            mongo.shutdownNow();
        }
    }

    @Test
    void whoseCertificateIsBelievedIsSaidOfAConnectionByTlsAndByAFileOfCertificates() {
        assertThatThrownBy(() -> MongoConnection.open(
                        "mongodb://127.0.0.1", certificate.file().toString(), "safe"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("add tls=true");
        for (Path file : List.of(certificate.keyFile(), folder.resolve("missing.pem"))) {
            assertThatThrownBy(() -> MongoConnection.open("mongodb://127.0.0.1/?tls=true", file.toString(), "safe"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("REPRISE_MONGODB_CA")
                    .hasMessageContaining(file.getFileName().toString());
        }
    }

    private static void onlyByTlsAndPassword(EmbeddedPostgres postgres) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role reprise login password 'engine-password'");
            statement.execute("grant all on schema public to reprise");
            Path rules;
            try (ResultSet file = statement.executeQuery("show hba_file")) {
                file.next();
                rules = Path.of(file.getString(1));
            }
            Files.writeString(rules, """
                    hostssl all reprise 127.0.0.1/32 scram-sha-256
                    hostssl all reprise ::1/128 scram-sha-256
                    host all reprise all reject
                    host all all all trust
                    """);
            statement.execute("select pg_reload_conf()");
        }
    }
}
