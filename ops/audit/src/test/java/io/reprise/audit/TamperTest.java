package io.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.reprise.audit.SampleInstallation.Answer;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.Stores;
import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.SignedCheckpoint;
import io.reprise.projections.transparency.WitnessClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Whoever can write to the store rewrites history, with every hash computed anew: it is found, and where. */
class TamperTest {

    private static final int PLACE = 60;

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void anInstallation() {
        home = folder.resolve("home");
        SampleInstallation.write(home);
        assertThat(SampleInstallation.audit(home, "verify", "--evidence").code())
                .isZero();
    }

    private static List<NewEvent> events(Path home) {
        try (Stores stores = Stores.embedded(home)) {
            return stores.log().read(0, Integer.MAX_VALUE).stream()
                    .map(StoredEvent::event)
                    .toList();
        }
    }

    /** A log of these events with hashes of its own, beside the checkpoints, keys and evidence of the true one. */
    private Path rewritten(List<NewEvent> events) throws IOException {
        Path forged = folder.resolve("forged");
        for (String part : List.of("checkpoints", "keys", "evidence")) {
            copy(home.resolve(part), forged.resolve(part));
        }
        Map<String, Long> sequences = new HashMap<>();
        try (Stores stores = Stores.embedded(forged)) {
            for (NewEvent e : events) {
                long sequence = sequences.merge(e.stream(), 1L, Long::sum) - 1;
                stores.log()
                        .append(List.of(new NewEvent(
                                e.stream() + "@" + sequence,
                                e.stream(),
                                sequence,
                                e.kind(),
                                e.name(),
                                e.revision(),
                                e.at(),
                                e.payload(),
                                e.metadata())));
            }
        }
        return forged;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Files.isDirectory(file) ? copied : copied.getParent());
                if (!Files.isDirectory(file)) {
                    Files.copy(file, copied);
                }
            }
        }
    }

    private interface Change {
        void of(List<NewEvent> events);
    }

    /** @param last whether only the end of the log is missing */
    record Tampering(String name, Change change, boolean last) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Tampering> tamperings() {
        return Stream.of(
                new Tampering("a changed event", events -> events.set(PLACE, changed(events.get(PLACE))), false),
                new Tampering("a removed event", events -> events.remove(PLACE), false),
                new Tampering("an inserted event", events -> events.add(PLACE, events.get(PLACE)), false),
                new Tampering(
                        "two events in another order", events -> Collections.swap(events, PLACE, PLACE + 1), false),
                new Tampering(
                        "the end cut off",
                        events ->
                                events.subList(events.size() - 3, events.size()).clear(),
                        true),
                new Tampering(
                        "a database rolled back",
                        events -> events.subList(PLACE, events.size()).clear(),
                        true));
    }

    private static NewEvent changed(NewEvent e) {
        return new NewEvent(
                e.id(),
                e.stream(),
                e.sequence(),
                e.kind(),
                e.name(),
                e.revision(),
                e.at().plusSeconds(1),
                e.payload(),
                e.metadata());
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void rewrittenHistoryIsFoundByItsOwnCheckpointsAndLocated(Tampering tampering) throws IOException {
        List<NewEvent> events = new ArrayList<>(events(home));
        tampering.change().of(events);
        Path forged = rewritten(events);

        Answer answer = SampleInstallation.audit(forged, "verify");

        assertThat(answer.code()).isNotZero();
        // Checkpoints lie 25 events apart: the change is between two of them.
        assertThat(answer.out())
                .contains(
                        !tampering.last()
                                ? "DAMAGED at position 50: something from here to position 74"
                                : "DAMAGED at position " + (tampering.name().startsWith("the end") ? 155 : PLACE)
                                        + ": the log ends here");
        assertThat(SampleInstallation.audit(forged, "sign").code())
                .as("a log that was cut is not signed on")
                .matches(code -> !tampering.last() || code != 0);
    }

    @Test
    void bytesThatAreChangedInPlaceAreFoundByTheChainAlone() throws IOException {
        Path file = home.resolve("log").resolve("events.log");
        byte[] bytes = Files.readAllBytes(file);
        int at = indexOf(bytes, "campaign.plan-approved");
        bytes[at + 9] ^= 1;
        Files.write(file, bytes);
        Answer answer = SampleInstallation.audit(home, "verify");
        assertThat(answer.code()).isNotZero();
        assertThat(answer.out() + answer.err()).contains("position");
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @Test
    void swappedAndMissingEvidenceIsFoundAndLocated() throws IOException {
        List<Path> pieces;
        try (Stream<Path> files = Files.walk(home.resolve("evidence"))) {
            pieces = files.filter(Files::isRegularFile).sorted().toList();
        }
        Files.delete(pieces.get(0));
        Files.write(pieces.get(1), Files.readAllBytes(pieces.get(2)));

        Answer answer = SampleInstallation.audit(home, "verify", "--evidence");

        assertThat(answer.code()).isNotZero();
        assertThat(answer.out())
                .contains("of the event at position")
                .contains("it is missing")
                .contains("it was changed: its bytes have another digest")
                .contains("2 of them damaged");
        assertThat(SampleInstallation.audit(home, "verify").code())
                .as("the events themselves are whole")
                .isZero();
    }

    @Test
    void aForgedCheckpointIsFound() throws IOException {
        Path checkpoint = home.resolve("checkpoints").resolve(String.format("%019d.checkpoint", 50));
        String note = Files.readString(checkpoint);
        Files.writeString(
                checkpoint, note.replaceFirst("\n(.)", "\n$1").replaceFirst("(?m)^(.{43}=)$", "A".repeat(43) + "="));
        assertThat(SampleInstallation.audit(home, "verify").out()).contains("FORGED checkpoint of 50 events");
    }

    /** The operator has the key: events, hashes, tree and checkpoints are all made anew, and agree with each other. */
    private Path rewrittenWithTheKey() throws IOException {
        List<NewEvent> events = new ArrayList<>(events(home));
        events.set(PLACE, changed(events.get(PLACE)));
        Path forged = rewritten(events);
        try (Stream<Path> files = Files.list(forged.resolve("checkpoints"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        assertThat(SampleInstallation.audit(forged, "sign").code()).isZero();
        assertThat(SampleInstallation.audit(forged, "verify").code())
                .as("nothing in it contradicts itself")
                .isZero();
        return forged;
    }

    @Test
    void evenTheOperatorCannotRewriteWhatAWitnessHasSeen() throws Exception {
        Path watching = folder.resolve("witness");
        WitnessCommand command = CommandLine.populateCommand(
                new WitnessCommand(),
                "--verifiers",
                home.resolve("keys").resolve("log-verifiers.txt").toString(),
                "--folder",
                watching.toString(),
                "--name",
                "example.org/witness",
                "--port",
                "0");
        HttpServer server = command.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            SignedCheckpoint early;
            try (Stores stores = Stores.embedded(home)) {
                List<SignedCheckpoint> all = stores.checkpoints().all();
                early = all.get(2);
                WitnessClient client = new WitnessClient(url, stores.log());
                client.show(early);
                client.show(all.getLast());
                client.show(all.getLast());
            }
            Path kept = Files.writeString(folder.resolve("kept.checkpoint"), seen(url));
            Path witnessKey = watching.resolve("witness-verifier.txt");
            String[] asked = {"verify", "--checkpoint", kept.toString(), "--witness", witnessKey.toString()};
            assertThat(SampleInstallation.audit(home, asked).out())
                    .contains("the log holds")
                    .containsPattern("checkpoints: 1, the last of 158 events, seen by the witness at 20\\d\\d-");

            Path forged = rewrittenWithTheKey();

            Answer found = SampleInstallation.audit(forged, asked);
            assertThat(found.code()).isNotZero();
            assertThat(found.out()).contains("DAMAGED at position 0: something from here to position 157");
            asked[2] = watching.resolve("seen").toString();
            assertThat(SampleInstallation.audit(forged, asked).out())
                    .as("all that the witness saw says more closely where")
                    .contains("DAMAGED at position 0: something from here to position 74");
            try (Stores stores = Stores.embedded(forged)) {
                SignedCheckpoint other = stores.checkpoints().latest().orElseThrow();
                assertThat(catchThrowable(() -> new WitnessClient(url, stores.log()).show(other)))
                        .isInstanceOf(WitnessClient.WitnessRefused.class)
                        .hasMessageContaining("another history");
            }
            Path own = Files.writeString(
                    folder.resolve("own.checkpoint"), early.note().toString());
            assertThat(SampleInstallation.audit(
                                    home, "verify", "--checkpoint", own.toString(), "--witness", witnessKey.toString())
                            .out())
                    .as("the operator's word alone is not the witness's")
                    .contains("UNSEEN checkpoint of 75 events");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFolderWithoutACheckpointProvesNothingAndIsNamed() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Answer answer = SampleInstallation.audit(home, "verify", "--checkpoint", empty.toString());
        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("--checkpoint " + empty, "there is no checkpoint in this folder");
    }

    private static String seen(URI url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url.resolve("/checkpoint")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aRestoredBackupThatIsOlderThanWhatWasSignedIsNotSignedOn() throws IOException {
        Path forged = rewritten(events(home).subList(0, PLACE));
        try (Stores stores = Stores.embedded(forged)) {
            assertThat(catchThrowable(() -> new Checkpointer(
                            stores.log(),
                            stores.checkpoints(),
                            LogKeys.in(forged.resolve("keys"), "").signer())))
                    .hasMessageContaining("it was cut or rolled back");
        }
    }
}
