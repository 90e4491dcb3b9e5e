package io.reprise.projections.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.axon.LogErasures;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.privacy.ErasureGround;
import io.reprise.domain.model.privacy.PersonCommand.ErasePerson;
import io.reprise.domain.model.privacy.PersonKey;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelvedPseudonymsTest {

    private static final String JANE = "jane@example.org";
    private static final Pseudonyms OLD = shopper -> new Pseudonym("old-" + shopper.length());

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

    private ShelvedPseudonyms server(Optional<Pseudonyms> before) {
        return new ShelvedPseudonyms(PeopleKeys.in(home.resolve("keys")), shelf, new LogErasures(log), before);
    }

    private ShelvedPseudonyms server() {
        return server(Optional.empty());
    }

    private void certify(PersonKey key) {
        new LogErasures(log)
                .handle(new ErasePerson(
                        key,
                        ErasureGround.OBJECTED,
                        log.head(),
                        new Actor("otto", Set.of(Role.OPERATOR)),
                        Instant.parse("2026-11-14T10:00:00Z")));
    }

    private void erase(ShelvedPseudonyms people, String who) {
        certify(people.find(who).orElseThrow().key());
        people.destroyErased();
    }

    @Test
    void a_person_is_called_the_same_by_every_server_and_after_every_restart() {
        Pseudonym jane = server().of(JANE);
        assertThat(jane.value()).matches("[0-9a-f]{24}");
        assertThat(server().of(JANE)).isEqualTo(jane);
        close();
        open();
        assertThat(server().of(JANE)).isEqualTo(jane);
        assertThat(server().of("joe")).isNotEqualTo(jane);
    }

    @Test
    void many_are_answered_in_their_order_also_where_some_come_twice() {
        ShelvedPseudonyms people = server();
        List<String> ids =
                IntStream.range(0, 12_000).mapToObj(i -> "s" + i % 11_000).toList();
        List<Pseudonym> all = people.all(ids);
        assertThat(all).hasSize(12_000);
        assertThat(all.get(0)).isEqualTo(all.get(11_000));
        assertThat(Set.copyOf(all)).hasSize(11_000);
        assertThat(server().of("s10999")).isEqualTo(all.get(10_999));
    }

    @Test
    void who_was_erased_and_comes_again_is_somebody_new_at_every_server() {
        ShelvedPseudonyms here = server();
        ShelvedPseudonyms there = server();
        Pseudonym before = here.of(JANE);
        assertThat(there.of(JANE)).isEqualTo(before);

        erase(here, JANE);

        assertThat(here.find(JANE)).isEmpty();
        Pseudonym after = there.of(JANE);
        assertThat(after).isNotEqualTo(before);
        assertThat(here.of(JANE)).isEqualTo(after);
    }

    @Test
    void a_certificate_whose_key_was_not_destroyed_yet_holds_all_the_same() {
        ShelvedPseudonyms people = server();
        Pseudonym before = people.of(JANE);

        certify(people.find(JANE).orElseThrow().key());

        assertThat(people.of(JANE)).as("the process ended here").isNotEqualTo(before);
    }

    @Test
    void an_old_copy_of_the_shelf_brings_nobody_back() throws IOException {
        ShelvedPseudonyms people = server();
        Pseudonym before = people.of(JANE);
        shelf.close();
        byte[] copy = Files.readAllBytes(home.resolve("people/keys.mv"));
        shelf = new EmbeddedKeyShelf(home.resolve("people"));
        erase(server(), JANE);
        shelf.close();
        Files.write(home.resolve("people/keys.mv"), copy);
        shelf = new EmbeddedKeyShelf(home.resolve("people"));
        assertThat(shelf.certificates()).isZero();

        assertThat(server().find(JANE)).isEmpty();
        assertThat(server().of(JANE)).isNotEqualTo(before);
    }

    @Test
    void people_of_before_keep_their_pseudonym_until_they_are_erased() {
        ShelvedPseudonyms people = server(Optional.of(OLD));
        assertThat(people.of(JANE)).isEqualTo(OLD.of(JANE));
        assertThat(people.find(JANE).orElseThrow().key().own()).isFalse();

        erase(people, JANE);

        assertThat(people.find(JANE)).isEmpty();
        assertThat(people.of(JANE)).isNotEqualTo(OLD.of(JANE));
        assertThat(people.find(JANE).orElseThrow().key().own()).isTrue();
    }

    @Test
    void looking_makes_no_key() {
        assertThat(server().find(JANE)).isEmpty();
        assertThat(server().find(JANE)).isEmpty();
        Pseudonym jane = server().of(JANE);
        assertThat(server().find(JANE).orElseThrow().pseudonym()).isEqualTo(jane);
    }

    @Test
    void the_secrets_are_for_their_owner_alone_and_another_installations_open_nothing() throws IOException {
        server().of(JANE);
        Path master = home.resolve("keys/people-master.json");
        if (Files.getFileStore(master).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(master)))
                    .isEqualTo("rw-------");
        }
        Files.delete(master);
        ShelvedPseudonyms other = server();
        assertThatThrownBy(() -> other.of(JANE)).hasMessageContaining("people-master.json");
    }
}
