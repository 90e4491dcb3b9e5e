package io.reprise.projections.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.axon.LogErasures;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyRotationTest {

    private static final int PEOPLE = 3_500;
    private static final int BEFORE_THE_END = 2_500;
    private static final List<String> ALL =
            IntStream.range(0, PEOPLE).mapToObj(i -> "shopper-" + i).toList();

    @TempDir
    Path home;

    private EmbeddedEventLog log;
    private KeyShelf shelf;

    @BeforeEach
    void open() {
        log = EmbeddedEventLog.open(home.resolve("log"));
        shelf = new EmbeddedKeyShelf(home.resolve("people"));
    }

    @AfterEach
    void close() {
        shelf.close();
        log.close();
    }

    private PeopleKeys secrets() {
        return PeopleKeys.in(home.resolve("keys"));
    }

    /** As a process that has just started. */
    private ShelvedPseudonyms server(PeopleKeys secrets) {
        return new ShelvedPseudonyms(secrets, shelf, new LogErasures(log), Optional.empty());
    }

    private MasterKeyRotation rotation() {
        return new MasterKeyRotation(secrets(), shelf);
    }

    @Test
    void people_are_called_the_same_under_another_master_key_and_the_old_one_is_not_needed_any_more() {
        List<Pseudonym> before = server(secrets()).all(ALL);
        int old = secrets().sealing();

        int sealing = secrets().rotate();
        assertThat(secrets().opening()).containsExactlyElementsOf(new TreeSet<>(List.of(old, sealing)));
        assertThat(server(secrets()).all(ALL)).as("sealed by the old one still").isEqualTo(before);
        assertThat(rotation().sealAnew()).isEqualTo(PEOPLE);
        assertThat(rotation().sealAnew()).as("there is nothing left to do").isZero();
        rotation().retire();

        assertThat(secrets().opening()).containsExactly(sealing);
        assertThat(rotation().sealed()).isEqualTo(Map.of(sealing, (long) PEOPLE));
        assertThat(server(secrets()).all(ALL)).isEqualTo(before);
    }

    @Test
    void a_server_that_runs_goes_on_through_all_of_it() {
        PeopleKeys running = secrets();
        ShelvedPseudonyms server = server(running);
        List<Pseudonym> before = server.all(ALL);

        int sealing = secrets().rotate();
        Pseudonym meanwhile = server.of("somebody new");
        assertThat(rotation().sealed())
                .as("who comes now is sealed by the new one")
                .containsEntry(sealing, 1L);
        rotation().sealAnew();
        assertThat(server(running).all(ALL))
                .as("by what it knows of the master keys, and not by what it remembers of people")
                .isEqualTo(before);
        rotation().retire();
        assertThat(server(running).all(ALL)).isEqualTo(before);
        assertThat(server(running).of("somebody new")).isEqualTo(meanwhile);
    }

    @Test
    void a_process_that_is_killed_between_two_keys_leaves_each_under_one_of_the_two() throws Exception {
        List<Pseudonym> before = server(secrets()).all(ALL);
        int old = secrets().sealing();
        int sealing = secrets().rotate();
        shelf.close();

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isEqualTo(Killed.CODE);

        shelf = new EmbeddedKeyShelf(home.resolve("people"));
        assertThat(rotation().sealed())
                .as("what was synced before it was killed, and the rest")
                .isEqualTo(Map.of(sealing, 2_000L, old, PEOPLE - 2_000L));
        assertThat(server(secrets()).all(ALL)).isEqualTo(before);
        assertThatThrownBy(() -> rotation().retire())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1500 keys are still sealed by an older master key");
        assertThat(secrets().opening()).hasSize(2);

        assertThat(rotation().sealAnew()).as("it goes on where it was").isEqualTo(PEOPLE - 2_000);
        rotation().retire();
        assertThat(server(secrets()).all(ALL)).isEqualTo(before);
    }

    /** A process of its own that is gone, as by kill -9, after it has sealed some keys anew. */
    static final class Killed {

        static final int CODE = 137;

        public static void main(String[] args) {
            Path home = Path.of(args[0]);
            PeopleKeys secrets = PeopleKeys.in(home.resolve("keys"));
            int[] looked = new int[1];
            new EmbeddedKeyShelf(home.resolve("people")).replaceEach((locator, key) -> {
                if (looked[0]++ == BEFORE_THE_END) {
                    Runtime.getRuntime().halt(CODE);
                }
                byte[] opened = secrets.open(key.sealed(), locator, key.keyId());
                return Optional.of(new SealedKey(key.kind(), key.keyId(), secrets.seal(opened, locator, key.keyId())));
            });
        }
    }

    @Test
    void without_the_master_key_that_sealed_them_nobody_is_known() throws IOException {
        server(secrets()).all(ALL.subList(0, 3));
        Path master = home.resolve("keys").resolve(PeopleKeys.MASTER);
        byte[] old = Files.readAllBytes(master);
        secrets().rotate();
        rotation().sealAnew();
        rotation().retire();

        Files.write(master, old);

        assertThatThrownBy(() -> server(secrets()).of("shopper-1"))
                .as("an old copy of the keyset opens nothing that was sealed anew")
                .hasMessageContaining("people-master.json");
        assertThatThrownBy(() -> rotation().sealAnew()).hasMessageContaining("people-master.json");
    }
}
