package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.MongoConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A MongoDB that asks for a log-in over TLS: who is let in works, who is not is told so at the start, and no password is told. */
@ExtendWith(OutputCaptureExtension.class)
class MongoLogInTest {

    private static final String PASSWORD = "pl/anted:p@ssword%of mongo"; // Each of these has a meaning in a URI.
    private static final String SOURCE = "access";

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;

    private MongoWithLogIns logIns;
    private MongoServer mongo;

    @BeforeAll
    static void makeACertificate() throws Exception {
        certificate = TestCertificate.make(folder);
    }

    @BeforeEach
    void start() {
        logIns = new MongoWithLogIns(H2Backend.inMemory(), SOURCE, Map.of("reprise", ScramLogIn.Kept.of(PASSWORD)));
        mongo = new MongoServer(logIns);
        mongo.enableSsl(certificate.key(), null, certificate.certificate());
        mongo.bind();
    }

    @AfterEach
    void stop() {
        mongo.shutdownNow();
    }

    /** @param person name and password with the sign behind them, or nothing */
    private String uri(String person, String options) {
        return "mongodb://" + person + "localhost:" + mongo.getLocalAddress().getPort() + "/?tls=true" + options;
    }

    private static String person(String name, String password) {
        return name + ":" + escaped(password) + "@";
    }

    private static String escaped(String password) {
        return URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Map<String, String> stores(String uri) {
        Map<String, String> stores = new TreeMap<>();
        stores.put("REPRISE_MONGODB_URI", uri);
        stores.put("REPRISE_MONGODB_CA", certificate.file().toString());
        return stores;
    }

    private MongoClient open(String uri) {
        return MongoConnection.open(uri, certificate.file().toString(), "reprise");
    }

    @Test
    void theServerAndTheAuditorsCommandsLogIn(CapturedOutput output) throws Exception {
        Map<String, String> stores = stores(uri(person("reprise", PASSWORD), "&authSource=" + SOURCE));
        long head;
        try (RehearsalServer server = RehearsalServer.start(folder.resolve("whole"), Map.copyOf(stores))) {
            assertThat(logIns.loggedIn()).as("connections").isPositive();
            head = server.get(EventLog.class).head();
            assertThat(head).as("models were registered").isPositive();
        }
        stores.put("REPRISE_HOME", folder.resolve("whole").resolve("home").toString());
        assertThat(AuditProcess.run(stores, 0, "verify", "--evidence"))
                .contains("the log holds")
                .contains(String.valueOf(head));
        stores.put("REPRISE_MONGODB_URI", uri(person("reprise", "guessed-" + PASSWORD), "&authSource=" + SOURCE));
        assertThat(AuditProcess.run(stores, 1, "verify"))
                .contains("audit: REPRISE_MONGODB_URI: MongoDB refuses the log-in of 'reprise'")
                .doesNotContain(PASSWORD);
        assertNoPassword(output.getAll());
    }

    @ParameterizedTest
    @ValueSource(strings = {"&authSource=access", "&authSource=access&authMechanism=SCRAM-SHA-256"})
    void aMechanismMayBeNamedOrNot(String options) {
        try (MongoClient client = open(uri(person("reprise", PASSWORD), options))) {
            client.getDatabase("reprise").getCollection("kept").insertOne(new Document("answer", 42));
            assertThat(client.getDatabase("reprise").getCollection("kept").find())
                    .hasSize(1);
            assertThat(logIns.loggedIn()).isPositive();
        }
    }

    /** What the driver would say itself names neither the setting nor what to do, and some of it repeats what was typed. */
    @ParameterizedTest
    @CsvSource({
        "reprise, guessed, authSource=access, 'refuses the log-in of ''reprise'', looked up in the database ''access''"
                + " (Authentication failed.): check the name and the password'",
        "reprise, guessed, authSource=access&authMechanism=SCRAM-SHA-256, refuses the log-in of 'reprise'",
        "nobody,  right,   authSource=access, refuses the log-in of 'nobody'",
        "reprise, right,   appName=x,         looked up in the database 'admin'",
        "reprise, right,   appName=x,         'check the name and the password, and name the database that keeps them with authSource='",
        "'',      '',      appName=x,         'asks for a log-in, and nobody is named: write mongodb://NAME:PASSWORD@'",
    })
    void whoIsNotLetInIsToldWhichSettingIsWrongAndWhatToDo(
            String name, String password, String options, String said, CapturedOutput output) {
        String planted = password.equals("right") ? PASSWORD : PASSWORD + password;
        String uri = uri(name.isEmpty() ? "" : person(name, planted), "&" + options);
        Map<String, Object> settings = new TreeMap<>(RehearsalHome.settings(folder.resolve("refused"), 0));
        settings.putAll(stores(uri));
        assertThatThrownBy(() -> ProcessesAlone.open(settings).close())
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REPRISE_MONGODB_URI: ")
                .hasMessageContaining(said)
                .satisfies(e -> assertNoPassword(e.getMessage()));
        assertThat(logIns.loggedIn()).isZero();
        assertNoPassword(output.getAll());
    }

    @Test
    void whoMayNotUseTheDatabaseIsToldSo() {
        logIns.grantOnly("another");
        assertThatThrownBy(() -> open(uri(person("reprise", PASSWORD), "&authSource=access")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "'reprise' may not use the database 'reprise': give them the role readWrite on it")
                .hasMessageContaining("REPRISE_MONGODB_DATABASE");
    }

    @Test
    void aPasswordThatIsNotEscapedIsNotRepeated() {
        for (String uri : new String[] {
            "mongodb://reprise:" + PASSWORD + "@localhost/", "mongodb://reprise:pl/anted@localhost:27017/?tls=true"
        }) {
            assertThatThrownBy(() -> open(uri))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("REPRISE_MONGODB_URI cannot be read")
                    .hasMessageContaining("%XX")
                    .hasNoCause()
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("anted"));
        }
        assertThatThrownBy(() -> open("mongo://localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REPRISE_MONGODB_URI cannot be read")
                .hasMessageContaining("mongodb://");
    }

    /** Or what is tried above would prove nothing. */
    @Test
    void nothingIsAnsweredBeforeTheLogIn() {
        MongoServer plain = new MongoServer(logIns);
        try (MongoClient client = MongoClients.create(plain.bindAndGetConnectionString())) {
            for (String command : new String[] {"find", "insert", "listDatabases", "dropDatabase"}) {
                assertThatThrownBy(() -> client.getDatabase("reprise").runCommand(new Document(command, "log")))
                        .isInstanceOfSatisfying(MongoCommandException.class, e -> assertThat(e.getErrorCode())
                                .isEqualTo(13))
                        .hasMessageContaining(command + " requires authentication");
            }
        } finally {
            plain.shutdownNow();
        }
    }

    private static void assertNoPassword(String text) {
        assertThat(text).doesNotContain(PASSWORD).doesNotContain(escaped(PASSWORD));
    }
}
