package io.reprise.projections.transparency;

import io.reprise.domain.model.proof.NoteSigner;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.domain.model.proof.SignedNote;
import io.reprise.projections.eventstore.SyncedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * The key that signs checkpoints, and those that verify them, in a folder: {@code log-signing.key} holds one signing
 * key, for its owner's eyes alone; {@code log-verifiers.txt} holds a line for each key that ever signed, newest last,
 * and is what an auditor is given. The name of the first key names the log.
 */
public final class LogKeys {

    private static final String SIGNING = "log-signing.key";
    private static final String VERIFIERS = "log-verifiers.txt";

    private final Path folder;

    private LogKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * The keys in the folder, made if there are none.
     *
     * @param origin name of the log, used where its first key is made; empty for one that is invented
     * @throws UncheckedIOException if they cannot be read or written
     */
    public static LogKeys in(Path folder, String origin) {
        LogKeys keys = new LogKeys(folder);
        try {
            SyncedFolder.create(folder);
            if (!Files.exists(keys.signing())) {
                keys.make(keys.name(origin));
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("the keys in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** A log has one name for ever: where its signing key was lost, the next one takes over the name. */
    private String name(String origin) {
        if (Files.exists(folder.resolve(VERIFIERS)) && !verifiers().isEmpty()) {
            return verifiers().getLast().name();
        }
        return origin == null || origin.isBlank() ? "reprise.local/" + UUID.randomUUID() : origin;
    }

    /**
     * A new key under the same name from now on; the old one still verifies what it signed, and lies beside it as
     * {@code log-signing.key.before-N} until somebody destroys it. There is a signing key at every instant.
     *
     * @return the new key's verifier line
     */
    public String rotate() {
        try {
            SyncedFolder.write(
                    folder.resolve(SIGNING + ".before-" + verifiers().size()), Files.readAllBytes(signing()));
            return make(signer().name());
        } catch (IOException e) {
            throw new UncheckedIOException("the signing key cannot be replaced: " + e.getMessage(), e);
        }
    }

    private String make(String name) throws IOException {
        NoteSigner.KeyLines lines;
        try {
            lines = NoteSigner.lines(
                    name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
        // The verifier first: a signature nobody can verify is worse than a verifier nobody needs.
        Files.writeString(
                folder.resolve(VERIFIERS),
                lines.verifier() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
        SyncedFolder.write(signing(), (lines.signer() + "\n").getBytes(StandardCharsets.UTF_8));
        return lines.verifier();
    }

    public NoteSigner signer() {
        try {
            return NoteSigner.of(Files.readString(signing()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the signing key cannot be read", e);
        }
    }

    /** The keys that ever signed, oldest first. */
    public List<NoteVerifier> verifiers() {
        return verifiers(folder.resolve(VERIFIERS));
    }

    /** Verifier lines from a file an auditor keeps. */
    public static List<NoteVerifier> verifiers(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(NoteVerifier::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the verifier keys in " + file + " cannot be read", e);
        }
    }

    /** Whether one of the keys signed the note. */
    public static boolean accept(List<NoteVerifier> verifiers, SignedNote note) {
        return verifiers.stream().anyMatch(verifier -> verifier.accepts(note));
    }

    private Path signing() {
        return folder.resolve(SIGNING);
    }
}
