package io.reprise.projections.people;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import io.reprise.projections.eventstore.SyncedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The installation's two secrets over people's keys, as Tink keysets in JSON, for their owner's eyes alone: {@code people-master.json}
 * (AES-256-GCM) seals the keys on the shelf, {@code people-locators.json} (HMAC-SHA256) makes what they are found by. Made if they are not there.
 *
 * <p>The master keyset may hold several keys: its primary one seals, and each of them opens what it sealed. Where the file was
 * changed it is read again, so that a server that runs seals with a new key from then on.
 */
public final class PeopleKeys {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleKeys.class);

    /** Of the keyset that is rotated. */
    public static final String MASTER = "people-master.json";

    private static final int LOCATOR_BYTES = 16;
    /** In characters. */
    static final int LOCATOR_LENGTH = 2 * LOCATOR_BYTES;

    private final Path file;
    private final PrfSet locators;
    private volatile Master master;

    /** @param read when the file was changed that it was read from */
    private record Master(KeysetHandle keyset, Aead aead, FileTime read, Object file) {}

    private PeopleKeys(Path file, Master master, PrfSet locators) {
        this.file = file;
        this.master = master;
        this.locators = locators;
    }

    /** @throws UncheckedIOException if they cannot be read or written */
    public static PeopleKeys in(Path folder) {
        try {
            AeadConfig.register();
            PrfConfig.register();
            SyncedFolder.create(folder);
            Path file = folder.resolve(MASTER);
            make(file, PredefinedAeadParameters.AES256_GCM);
            Path locators = folder.resolve("people-locators.json");
            make(locators, PredefinedPrfParameters.HMAC_SHA256_PRF);
            return new PeopleKeys(
                    file, master(file), keyset(locators).getPrimitive(RegistryConfiguration.get(), PrfSet.class));
        } catch (IOException e) {
            throw new UncheckedIOException("the keys over people's keys in " + folder + " cannot be opened", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the keys over people's keys in " + folder
                            + " cannot be used: put those of this installation there",
                    e);
        }
    }

    private static void make(Path file, Parameters made) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            write(file, KeysetHandle.generateNew(made, RegistryConfiguration.get()));
        }
    }

    private static void write(Path file, KeysetHandle keyset) throws IOException, GeneralSecurityException {
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        // Written under a temporary name, which Java makes readable by its owner alone.
        SyncedFolder.write(file, json.getBytes(StandardCharsets.UTF_8));
    }

    private static KeysetHandle keyset(Path file) throws IOException, GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    private static Master master(Path file) throws IOException, GeneralSecurityException {
        BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
        KeysetHandle keyset = keyset(file);
        return new Master(
                keyset,
                keyset.getPrimitive(RegistryConfiguration.get(), Aead.class),
                before.lastModifiedTime(),
                before.fileKey());
    }

    /** As it is in the file now; what was read before where the file cannot be read. */
    private Master current() {
        Master known = master;
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (!now.lastModifiedTime().equals(known.read()) || !Objects.equals(now.fileKey(), known.file())) {
                known = master(file);
                master = known;
            }
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("the master keys of people's keys are used as they were read before: {}", e.getMessage());
        }
        return known;
    }

    /** The master key that seals, by its number in the keyset. */
    public int sealing() {
        return current().keyset().getPrimary().getId();
    }

    /** All master keys that open what they sealed, by their numbers. */
    public SortedSet<Integer> opening() {
        KeysetHandle keyset = current().keyset();
        return IntStream.range(0, keyset.size())
                .mapToObj(i -> keyset.getAt(i).getId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Makes a new master key that seals from now on; those there were go on opening.
     *
     * @return its number
     */
    public synchronized int rotate() {
        return rewrite(KeysetHandle.newBuilder(current().keyset())
                .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId()
                        .makePrimary()));
    }

    /** Takes all master keys away but the one that seals: what they sealed can be opened no more. */
    synchronized void retire() {
        KeysetHandle.Builder left = KeysetHandle.newBuilder(current().keyset());
        for (int i = left.size() - 1; i >= 0; i--) {
            if (!left.getAt(i).isPrimary()) {
                left.deleteAt(i);
            }
        }
        rewrite(left);
    }

    private int rewrite(KeysetHandle.Builder keyset) {
        try {
            write(file, keyset.build());
            master = master(file);
            return master.keyset().getPrimary().getId();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a keyset with a primary key can be written", e);
        }
    }

    /** The number of the master key that sealed it: Tink writes it in front, after a byte. */
    static int sealedBy(byte[] sealed) {
        return ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt();
    }

    /** What a person's key is found by: the same for the same id, and says nothing about it without the keyset. */
    String locator(String shopperId) {
        return HexFormat.of().formatHex(locatorBytes(shopperId));
    }

    /** The same, not as text. */
    byte[] locatorBytes(String shopperId) {
        try {
            return locators.computePrimary(shopperId.getBytes(StandardCharsets.UTF_8), LOCATOR_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an HMAC of 16 bytes can always be made", e);
        }
    }

    /** A key sealed for one place on the shelf: nowhere else can it be opened. */
    byte[] seal(byte[] key, String locator, String keyId) {
        try {
            return current().aead().encrypt(key, place(locator, keyId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts whatever is short", e);
        }
    }

    /** @throws IllegalStateException if it was sealed by another master key, for another place, or was changed */
    byte[] open(byte[] sealed, String locator, String keyId) {
        try {
            return master.aead().decrypt(sealed, place(locator, keyId));
        } catch (GeneralSecurityException e) {
            return openByOther(sealed, locator, keyId);
        }
    }

    /** By a master key that another process made meanwhile. */
    private byte[] openByOther(byte[] sealed, String locator, String keyId) {
        try {
            return current().aead().decrypt(sealed, place(locator, keyId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the key " + keyId
                            + " on the shelf cannot be opened: it was changed, or people-master.json is another"
                            + " installation's",
                    e);
        }
    }

    private static byte[] place(String locator, String keyId) {
        return (locator + " " + keyId).getBytes(StandardCharsets.US_ASCII);
    }
}
