package io.reprise.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class UsersTest {

    private final PasswordEncoder bcrypt = new BCryptPasswordEncoder(4);

    @TempDir
    Path home;

    private Path file() {
        return home.resolve("users.json");
    }

    @Test
    void the_people_of_a_demonstration_have_their_names_for_passwords() {
        Users users = Users.load(file(), true, bcrypt);

        assertThat(users.all())
                .extracting(Users.User::name)
                .containsExactly("mei", "max", "ana", "finn", "audra", "otto", "shop");
        assertThat(users.all()).allMatch(user -> bcrypt.matches(user.name(), user.passwordHash()));
    }

    @Test
    void elsewhere_they_do_not() {
        assertThat(Users.load(file(), false, bcrypt).all())
                .noneMatch(user -> bcrypt.matches(user.name(), user.passwordHash()));
    }

    @Test
    void first_passwords_are_in_a_file_for_its_owner_alone_and_in_no_log() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        Users users;
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            users = Users.load(file(), false, bcrypt);
        } finally {
            System.setOut(out);
        }
        Path shown = home.resolve(Users.FIRST_PASSWORDS);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shown)))
                .isEqualTo("rw-------");
        for (String line : Files.readAllLines(shown)) {
            String[] entry = line.split(" ");
            assertThat(users.all())
                    .filteredOn(user -> user.name().equals(entry[0]))
                    .singleElement()
                    .satisfies(user -> assertThat(bcrypt.matches(entry[1], user.passwordHash()))
                            .isTrue());
            assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain(entry[1]);
        }
    }

    @Test
    void the_file_is_made_once_and_for_its_owner_only() throws IOException {
        Users.load(file(), true, bcrypt);
        String made = Files.readString(file());

        Users.load(file(), false, bcrypt);

        assertThat(Files.readString(file())).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void nobody_may_pose_as_the_engine() throws IOException {
        Files.writeString(file(), "[{\"name\":\"eve\",\"passwordHash\":\"x\",\"roles\":[\"ENGINE\"]}]");

        assertThatThrownBy(() -> Users.load(file(), true, bcrypt)).hasMessageContaining("ENGINE");
    }

    @Test
    void an_entry_that_lacks_something_is_refused() throws IOException {
        Files.writeString(file(), "[{\"name\":\"eve\"}]");

        assertThatThrownBy(() -> Users.load(file(), true, bcrypt)).hasMessageContaining("without");
    }
}
