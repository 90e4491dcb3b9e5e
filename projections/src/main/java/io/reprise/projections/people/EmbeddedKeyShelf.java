package io.reprise.projections.people;

import io.reprise.projections.eventstore.SyncedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;

/**
 * The shelf as a file, for one process at a time. A key that is destroyed is in the file no more when {@link #destroy}
 * returns: the file is written anew without it, at some million keys a second, and takes the place of the old one. Whether the disk
 * keeps old blocks is the disk's business; encrypt it.
 */
public final class EmbeddedKeyShelf implements KeyShelf {

    private static final String FILE = "keys.mv";
    private static final String CERTIFICATES = "certificates";
    private static final String ADOPTS = "adopts";

    private final Path file;
    private MVStore store;
    private MVMap<String, byte[]> keys;
    private MVMap<String, String> facts;

    /** @throws UncheckedIOException if the folder cannot be made; MVStore's own exception if another process has the file */
    public EmbeddedKeyShelf(Path folder) {
        try {
            SyncedFolder.create(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of people's keys cannot be made: " + folder, e);
        }
        this.file = folder.resolve(FILE);
        open();
    }

    private void open() {
        store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
        keys = store.openMap("keys");
        facts = store.openMap("facts");
    }

    @Override
    public synchronized Map<String, SealedKey> find(Collection<String> locators) {
        Map<String, SealedKey> found = new HashMap<>();
        for (String locator : locators) {
            byte[] bytes = keys.get(locator);
            if (bytes != null) {
                found.put(locator, SealedKey.of(bytes));
            }
        }
        return found;
    }

    @Override
    public synchronized Map<String, SealedKey> keep(Map<String, SealedKey> fresh) {
        Map<String, SealedKey> there = new LinkedHashMap<>();
        fresh.forEach((locator, key) -> {
            byte[] before = keys.get(locator);
            if (before != null && SealedKey.of(before).kind() != SealedKey.Kind.GONE) {
                there.put(locator, SealedKey.of(before));
            } else {
                keys.put(locator, key.bytes());
                there.put(locator, key);
            }
        });
        persist();
        return there;
    }

    private void persist() {
        store.commit();
        store.sync();
    }

    @Override
    public synchronized void destroy(Set<String> keyIds, long certificates) {
        Map<String, SealedKey> destroyed = new HashMap<>();
        keys.forEach((locator, bytes) -> {
            SealedKey key = SealedKey.of(bytes);
            if (keyIds.contains(key.keyId())) {
                destroyed.put(locator, key);
            }
        });
        destroyed.forEach((locator, key) -> {
            if (key.kind() == SealedKey.Kind.ADOPTED) {
                keys.put(locator, SealedKey.GONE.bytes());
            } else {
                keys.remove(locator);
            }
        });
        if (!destroyed.isEmpty()) {
            store.commit();
            writeAnew();
        }
        // Only now: what was begun and not finished is begun again.
        facts.put(CERTIFICATES, Long.toString(certificates));
        persist();
    }

    /** A store only appends; what was removed would stay in the file until its place is used again. */
    private void writeAnew() {
        store.close();
        Path anew = file.resolveSibling(FILE + ".anew");
        try {
            Files.deleteIfExists(anew);
            MVStoreTool.compact(file.toString(), anew.toString(), false);
            try (FileChannel channel = FileChannel.open(anew, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(anew, file, StandardCopyOption.ATOMIC_MOVE);
            SyncedFolder.sync(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("people's keys cannot be written anew: " + file, e);
        } finally {
            open();
        }
    }

    @Override
    public synchronized long certificates() {
        return Long.parseLong(facts.getOrDefault(CERTIFICATES, "0"));
    }

    @Override
    public synchronized boolean adopts(BooleanSupplier first) {
        String adopts = facts.get(ADOPTS);
        if (adopts == null) {
            adopts = Boolean.toString(first.getAsBoolean());
            facts.put(ADOPTS, adopts);
            persist();
        }
        return Boolean.parseBoolean(adopts);
    }

    @Override
    public synchronized void close() {
        store.close();
    }
}
