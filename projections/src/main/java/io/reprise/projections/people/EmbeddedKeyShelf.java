package io.reprise.projections.people;

import io.reprise.projections.eventstore.SyncedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;

/**
 * The shelf as a file, for one process at a time, and in memory what each locator's place in it is: some 150 MB for a
 * million people. Keys lie in the order in which people came: locators are as good as drawn by lot, and a tree in their order would be
 * written anew from end to end for each batch.
 *
 * <p>A key that is destroyed is in the file no more when {@link #destroy}
 * returns: the file is written anew without it, at some million keys a second, and takes the place of the old one. Whether the disk
 * keeps old blocks is the disk's business; encrypt it.
 */
public final class EmbeddedKeyShelf implements KeyShelf {

    /** In the shelf's folder; a copy of it is a shelf as it was. */
    public static final String FILE = "keys.mv";

    private static final String CERTIFICATES = "certificates";
    private static final String ADOPTS = "adopts";
    private static final int REPLACED_AT_ONCE = 1_000;

    private final Path file;
    private MVStore store;
    private MVMap<Long, byte[]> keys;
    private MVMap<String, String> facts;
    private final Map<String, Long> places = new HashMap<>();
    private long next;

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

    /** Empty where another process has it. */
    public static Optional<EmbeddedKeyShelf> openIfFree(Path folder) {
        try {
            return Optional.of(new EmbeddedKeyShelf(folder));
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void open() {
        store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
        keys = store.openMap("keys");
        facts = store.openMap("facts");
        places.clear();
        keys.forEach((place, bytes) -> places.put(locator(bytes), place));
        next = keys.isEmpty() ? 0 : keys.lastKey() + 1;
    }

    /** The locator in 32 bytes of ASCII, and the key behind it. */
    private static byte[] entry(String locator, SealedKey key) {
        byte[] name = locator.getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = key.bytes();
        byte[] entry = Arrays.copyOf(name, name.length + sealed.length);
        System.arraycopy(sealed, 0, entry, name.length, sealed.length);
        return entry;
    }

    private static String locator(byte[] entry) {
        return new String(entry, 0, PeopleKeys.LOCATOR_LENGTH, StandardCharsets.US_ASCII);
    }

    private static SealedKey key(byte[] entry) {
        return SealedKey.of(Arrays.copyOfRange(entry, PeopleKeys.LOCATOR_LENGTH, entry.length));
    }

    @Override
    public synchronized Map<String, SealedKey> find(Collection<String> locators) {
        Map<String, SealedKey> found = new HashMap<>();
        for (String locator : locators) {
            Long place = places.get(locator);
            if (place != null) {
                found.put(locator, key(keys.get(place)));
            }
        }
        return found;
    }

    @Override
    public synchronized Map<String, SealedKey> keep(Map<String, SealedKey> fresh) {
        Map<String, SealedKey> there = find(fresh.keySet());
        there.values().removeIf(key -> key.kind() == SealedKey.Kind.GONE);
        fresh.forEach((locator, key) -> {
            if (there.putIfAbsent(locator, key) == null) {
                keys.put(places.computeIfAbsent(locator, l -> next++), entry(locator, key));
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
    public synchronized void each(BiConsumer<String, SealedKey> look) {
        keys.values().forEach(entry -> {
            if (key(entry).kind() != SealedKey.Kind.GONE) {
                look.accept(locator(entry), key(entry));
            }
        });
    }

    /** Whoever waits for the shelf meanwhile waits for {@value #REPLACED_AT_ONCE} keys at most. */
    @Override
    public long replaceEach(BiFunction<String, SealedKey, Optional<SealedKey>> anew) {
        long replaced = 0;
        Long place = -1L;
        while (place != null) {
            Map<Long, byte[]> some = new HashMap<>();
            place = replaceSome(place, anew, some);
            replaced += some.size();
        }
        return replaced;
    }

    @Override
    public synchronized void dropReplaced() {
        writeAnew();
    }

    /** @return the last place that was looked at, or null where there is no further one */
    private synchronized Long replaceSome(
            Long after, BiFunction<String, SealedKey, Optional<SealedKey>> anew, Map<Long, byte[]> replaced) {
        Long place = keys.higherKey(after);
        Long last = null;
        for (int n = 0; place != null && n < REPLACED_AT_ONCE; n++) {
            byte[] entry = keys.get(place);
            if (key(entry).kind() != SealedKey.Kind.GONE) {
                Long there = place;
                anew.apply(locator(entry), key(entry))
                        .ifPresent(key -> replaced.put(there, entry(locator(entry), key)));
            }
            last = place;
            place = keys.higherKey(place);
        }
        if (!replaced.isEmpty()) {
            keys.putAll(replaced);
            persist();
        }
        return last;
    }

    @Override
    public synchronized void destroy(Set<String> keyIds, long certificates) {
        Map<Long, byte[]> destroyed = new HashMap<>();
        keys.forEach((place, entry) -> {
            if (keyIds.contains(key(entry).keyId())) {
                destroyed.put(place, entry);
            }
        });
        destroyed.forEach((place, entry) -> {
            if (key(entry).kind() == SealedKey.Kind.ADOPTED) {
                keys.put(place, entry(locator(entry), SealedKey.GONE));
            } else {
                keys.remove(place);
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
