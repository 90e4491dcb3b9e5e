package io.reprise.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
