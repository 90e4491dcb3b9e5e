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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

/**
 * The installation's two secrets over people's keys, as Tink keysets in JSON, for their owner's eyes alone: {@code people-master.json}
 * (AES-256-GCM) seals the keys on the shelf, {@code people-locators.json} (HMAC-SHA256) makes what they are found by. Made if they are not there.
 */
public final class PeopleKeys {

    private static final int LOCATOR_BYTES = 16;
    /** In characters. */
    static final int LOCATOR_LENGTH = 2 * LOCATOR_BYTES;

    private final Aead master;
    private final PrfSet locators;

    private PeopleKeys(Aead master, PrfSet locators) {
        this.master = master;
        this.locators = locators;
    }

    /** @throws UncheckedIOException if they cannot be read or written */
    public static PeopleKeys in(Path folder) {
        try {
            AeadConfig.register();
            PrfConfig.register();
            SyncedFolder.create(folder);
            KeysetHandle master = keyset(folder.resolve("people-master.json"), PredefinedAeadParameters.AES256_GCM);
            KeysetHandle locators =
                    keyset(folder.resolve("people-locators.json"), PredefinedPrfParameters.HMAC_SHA256_PRF);
            return new PeopleKeys(
                    master.getPrimitive(RegistryConfiguration.get(), Aead.class),
                    locators.getPrimitive(RegistryConfiguration.get(), PrfSet.class));
        } catch (IOException e) {
            throw new UncheckedIOException("the keys over people's keys in " + folder + " cannot be opened", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the keys over people's keys in " + folder
                            + " cannot be used: put those of this installation there",
                    e);
        }
    }

    private static KeysetHandle keyset(Path file, Parameters made) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(made, RegistryConfiguration.get()),
                    RegistryConfiguration.get(),
                    InsecureSecretKeyAccess.get());
            // Written under a temporary name, which Java makes readable by its owner alone.
            SyncedFolder.write(file, json.getBytes(StandardCharsets.UTF_8));
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    /** What a person's key is found by: the same for the same id, and says nothing about it without the keyset. */
    String locator(String shopperId) {
        try {
            return HexFormat.of()
                    .formatHex(locators.computePrimary(shopperId.getBytes(StandardCharsets.UTF_8), LOCATOR_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an HMAC of 16 bytes can always be made", e);
        }
    }

    /** A key sealed for one place on the shelf: nowhere else can it be opened. */
    byte[] seal(byte[] key, String locator, String keyId) {
        try {
            return master.encrypt(key, place(locator, keyId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts whatever is short", e);
        }
    }

    /** @throws IllegalStateException if it was sealed by another master key, for another place, or was changed */
    byte[] open(byte[] sealed, String locator, String keyId) {
        try {
            return master.decrypt(sealed, place(locator, keyId));
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
