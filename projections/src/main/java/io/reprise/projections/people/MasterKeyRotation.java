package io.reprise.projections.people;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings people's keys under the newest master key. A key is opened and sealed anew one by one; at any moment each is sealed by
 * one of the keys of {@link PeopleKeys}, so nobody waits, and what was ended in the middle is begun again. People's own keys, and so
 * their pseudonyms, stay.
 */
public final class MasterKeyRotation {

    private final PeopleKeys secrets;
    private final KeyShelf shelf;

    public MasterKeyRotation(PeopleKeys secrets, KeyShelf shelf) {
        this.secrets = secrets;
        this.shelf = shelf;
    }

    /** How many keys each master key has sealed, by its number; those without any are not there. */
    public Map<Integer, Long> sealed() {
        Map<Integer, Long> counts = new TreeMap<>();
        shelf.each((locator, key) -> counts.merge(PeopleKeys.sealedBy(key.sealed()), 1L, Long::sum));
        return counts;
    }

    /**
     * Seals anew what an older master key has sealed. Safe beside everything else, also beside another process that does the same.
     *
     * @return how many keys were
     * @throws IllegalStateException if one cannot be opened by any of the master keys; those before it are sealed anew
     */
    public long sealAnew() {
        int sealing = secrets.sealing();
        long replaced = shelf.replaceEach((locator, key) -> PeopleKeys.sealedBy(key.sealed()) == sealing
                ? Optional.empty()
                : Optional.of(new SealedKey(
                        key.kind(),
                        key.keyId(),
                        secrets.seal(secrets.open(key.sealed(), locator, key.keyId()), locator, key.keyId()))));
        if (replaced > 0) {
            shelf.dropReplaced();
        }
        return replaced;
    }

    /**
     * Takes the older master keys away.
     *
     * @throws IllegalStateException if they are still needed; then nothing is changed
     */
    public void retire() {
        int sealing = secrets.sealing();
        long others = sealed().entrySet().stream()
                .filter(count -> count.getKey() != sealing)
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (others > 0) {
            throw new IllegalStateException(others
                    + " keys are still sealed by an older master key: let a server run, which seals them anew, and "
                    + "give every server the same " + PeopleKeys.MASTER);
        }
        // A process that was ended between the last replacement and this left old ciphertexts in the file.
        shelf.dropReplaced();
        secrets.retire();
    }
}
