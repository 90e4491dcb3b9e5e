package io.reprise.http.security;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.reprise.domain.model.vocabulary.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The people of a small installation, in a file: names, bcrypt hashes, roles. Made on first start. */
public final class Users {

    /** @param name login name, @param passwordHash bcrypt */
    public record User(String name, String passwordHash, Set<Role> roles) {}

    static final String FIRST_PASSWORDS = "first-passwords.txt";

    private static final Logger LOG = LoggerFactory.getLogger(Users.class);
    private static final List<User> PEOPLE = List.of(
            new User("mei", "", Set.of(Role.MARKETER)),
            new User("max", "", Set.of(Role.MARKETER, Role.APPROVER)),
            new User("ana", "", Set.of(Role.APPROVER)),
            new User("finn", "", Set.of(Role.FINANCE)),
            new User("audra", "", Set.of(Role.AUDITOR)),
            new User("otto", "", Set.of(Role.OPERATOR)),
            new User("shop", "", Set.of(Role.SHOP)));

    private final List<User> users;

    private Users(List<User> users) {
        this.users = List.copyOf(users);
    }

    public List<User> all() {
        return users;
    }

    /**
     * Reads the file, or makes it.
     *
     * @param demo whether a new file's passwords are the names; otherwise they are random, and in {@value #FIRST_PASSWORDS} beside it
     */
    public static Users load(Path file, boolean demo, PasswordEncoder encoder) {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Map<String, String> passwords = passwords(demo);
                if (!demo) {
                    // Never into the log, which others collect and keep.
                    Path shown = file.resolveSibling(FIRST_PASSWORDS);
                    create(shown, lines(passwords).getBytes(StandardCharsets.UTF_8));
                    LOG.warn(
                            "first start: the passwords of {} are in {}; delete it once they are handed out",
                            passwords.keySet(),
                            shown);
                }
                create(file, json.writeValueAsBytes(invent(passwords, encoder)));
            }
            List<User> users = json.readValue(file.toFile(), new TypeReference<List<User>>() {});
            users.forEach(Users::check);
            return new Users(users);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the user file " + file.getFileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Only for the owner's eyes, where the file system knows owners, and whole or not at all. */
    private static void create(Path file, byte[] content) throws IOException {
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "users", ".new");
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void check(User user) {
        if (user.name() == null || user.name().isBlank() || user.passwordHash() == null || user.roles() == null) {
            throw new IllegalStateException("the user file has an entry without name, passwordHash or roles");
        }
        if (user.roles().contains(Role.ENGINE)) {
            throw new IllegalStateException(
                    "user '" + user.name() + "' has the role ENGINE, which is Reprise's own: take it out");
        }
    }

    /** By name. */
    private static Map<String, String> passwords(boolean demo) {
        SecureRandom random = new SecureRandom();
        Map<String, String> passwords = new LinkedHashMap<>();
        for (User person : PEOPLE) {
            byte[] bytes = new byte[12];
            random.nextBytes(bytes);
            passwords.put(
                    person.name(),
                    demo
                            ? person.name()
                            : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        return passwords;
    }

    private static String lines(Map<String, String> passwords) {
        return passwords.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static List<User> invent(Map<String, String> passwords, PasswordEncoder encoder) {
        return PEOPLE.stream()
                .map(person -> new User(person.name(), encoder.encode(passwords.get(person.name())), person.roles()))
                .toList();
    }
}
