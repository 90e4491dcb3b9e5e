package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.port.Pseudonyms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed pseudonyms (HMAC-SHA256, RFC 2104): without the key nobody finds the person again. The server and the import of one
 * installation use the same key, so a shopper of past data is the same one when seen live.
 */
public final class KeyedPseudonyms implements Pseudonyms {

    private static final int BYTES = 12;

    private final Mac unused;

    public KeyedPseudonyms(byte[] key) {
        try {
            this.unused = Mac.getInstance("HmacSHA256");
            this.unused.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public Pseudonym of(String shopperId) {
        try {
            Mac mac = (Mac) unused.clone();
            byte[] digest = mac.doFinal(shopperId.getBytes(StandardCharsets.UTF_8));
            return new Pseudonym(HexFormat.of().formatHex(digest, 0, BYTES));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HmacSHA256 of every Java platform can be cloned", e);
        }
    }

    /** The key that was chosen, or else the installation's own, made on first use and readable by its owner alone. */
    public static byte[] key(Path home, String chosen) throws IOException {
        if (chosen != null && !chosen.isBlank()) {
            return chosen.getBytes(StandardCharsets.UTF_8);
        }
        Path file = home.resolve("keys").resolve("pseudonym.key");
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file, key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }
        return Files.readAllBytes(file);
    }
}
