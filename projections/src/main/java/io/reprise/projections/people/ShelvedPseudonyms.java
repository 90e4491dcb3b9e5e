package io.reprise.projections.people;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.port.Erasures;
import io.reprise.domain.model.port.PersonKeys;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.privacy.PersonKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudonyms made with each person's own key: HMAC-SHA256 (RFC 2104) of a constant under 32 bytes drawn by lot, of which the first
 * 12 are taken. Whoever comes for the first time gets a key; whoever was erased comes for the first time again.
 *
 * <p>What was looked up is remembered, by locator and for as many people as fit, until the log has another certificate: so no server
 * goes on with a key that another destroyed.
 */
public final class ShelvedPseudonyms implements Pseudonyms, PersonKeys {

    private static final int REMEMBERED_MAX = 200_000;
    private static final int ASKED_AT_ONCE = 5_000;
    private static final int KEY_BYTES = 32;
    private static final int PSEUDONYM_BYTES = 12;
    private static final byte[] PURPOSE = "pseudonym".getBytes(StandardCharsets.US_ASCII);

    private final PeopleKeys secrets;
    private final KeyShelf shelf;
    private final Erasures erasures;
    private final Optional<Pseudonyms> before;
    private final SecureRandom lot = new SecureRandom();
    private volatile Remembered remembered = new Remembered(-1);

    private record Remembered(long certificates, RememberedPeople people) {
        Remembered(long certificates) {
            this(certificates, new RememberedPeople(REMEMBERED_MAX));
        }
    }

    /** @param before what made the pseudonyms of people who were here before they had keys; empty where nobody was */
    public ShelvedPseudonyms(PeopleKeys secrets, KeyShelf shelf, Erasures erasures, Optional<Pseudonyms> before) {
        this.secrets = secrets;
        this.shelf = shelf;
        this.erasures = erasures;
        this.before = before;
    }

    @Override
    public Pseudonym of(String shopperId) {
        return all(List.of(shopperId)).getFirst();
    }

    @Override
    public List<Pseudonym> all(List<String> shopperIds) {
        Remembered now = remembered();
        List<byte[]> locators = shopperIds.stream().map(secrets::locatorBytes).toList();
        Pseudonym[] known = now.people().find(locators);
        Map<String, Pseudonym> resolved = new HashMap<>();
        Map<String, String> asked = new HashMap<>();
        for (int i = 0; i < known.length; i++) {
            if (known[i] == null && !resolved.containsKey(text(locators.get(i)))) {
                asked.put(text(locators.get(i)), shopperIds.get(i));
            }
            if (asked.size() == ASKED_AT_ONCE) {
                resolve(asked, resolved, now);
            }
        }
        resolve(asked, resolved, now);
        for (int i = 0; i < known.length; i++) {
            if (known[i] == null) {
                known[i] = resolved.get(text(locators.get(i)));
            }
        }
        return List.of(known);
    }

    private static String text(byte[] locator) {
        return HexFormat.of().formatHex(locator);
    }

    /** Nothing of before a certificate is remembered behind it; not even what was being looked up meanwhile. */
    private Remembered remembered() {
        long certificates = erasures.count();
        Remembered now = remembered;
        if (now.certificates() != certificates) {
            now = new Remembered(certificates);
            remembered = now;
        }
        return now;
    }

    private void resolve(Map<String, String> asked, Map<String, Pseudonym> known, Remembered now) {
        if (asked.isEmpty()) {
            return;
        }
        Map<String, SealedKey> there = valid(asked.keySet());
        Map<String, SealedKey> fresh = new HashMap<>();
        asked.forEach((locator, shopperId) -> {
            SealedKey key = there.get(locator);
            if (key == null || key.kind() == SealedKey.Kind.GONE) {
                fresh.put(locator, fresh(locator, shopperId, key == null));
            }
        });
        if (!fresh.isEmpty()) {
            there.putAll(shelf.keep(fresh));
        }
        asked.keySet().forEach(locator -> {
            Pseudonym pseudonym = pseudonym(locator, there.get(locator));
            known.put(locator, pseudonym);
            now.people().put(HexFormat.of().parseHex(locator), pseudonym);
        });
        asked.clear();
    }

    /** Those on the shelf. One of which there is a certificate is destroyed first: an old copy of the shelf may have brought it back. */
    private Map<String, SealedKey> valid(Set<String> locators) {
        Map<String, SealedKey> there = shelf.find(locators);
        Set<String> erased = erasures.all().keys();
        if (there.values().stream().noneMatch(key -> erased.contains(key.keyId()))) {
            return there;
        }
        destroyErased();
        return shelf.find(locators);
    }

    private SealedKey fresh(String locator, String shopperId, boolean neverErased) {
        byte[] id = new byte[SealedKey.KEY_ID_LENGTH / 2];
        lot.nextBytes(id);
        String keyId = HexFormat.of().formatHex(id);
        if (neverErased && before.isPresent()) {
            byte[] pseudonym = before.get().of(shopperId).value().getBytes(StandardCharsets.UTF_8);
            return new SealedKey(SealedKey.Kind.ADOPTED, keyId, secrets.seal(pseudonym, locator, keyId));
        }
        byte[] key = new byte[KEY_BYTES];
        lot.nextBytes(key);
        return new SealedKey(SealedKey.Kind.OWN, keyId, secrets.seal(key, locator, keyId));
    }

    private Pseudonym pseudonym(String locator, SealedKey key) {
        byte[] opened = secrets.open(key.sealed(), locator, key.keyId());
        return switch (key.kind()) {
            case ADOPTED -> new Pseudonym(new String(opened, StandardCharsets.UTF_8));
            case OWN -> new Pseudonym(HexFormat.of().formatHex(hmac(opened), 0, PSEUDONYM_BYTES));
            case GONE -> throw new IllegalStateException("nobody has a key that is gone");
        };
    }

    private static byte[] hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(PURPOSE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public Optional<Known> find(String shopperId) {
        String locator = secrets.locator(shopperId);
        SealedKey key = valid(Set.of(locator)).get(locator);
        return key == null || key.kind() == SealedKey.Kind.GONE
                ? Optional.empty()
                : Optional.of(new Known(
                        new PersonKey(key.keyId(), key.kind() == SealedKey.Kind.OWN), pseudonym(locator, key)));
    }

    @Override
    public void destroyErased() {
        var certificates = erasures.all().certificates();
        // All of them, not only those not carried out yet: an old copy of the shelf may be older than its count.
        shelf.destroy(certificates.stream().map(c -> c.key().id()).collect(Collectors.toSet()), certificates.size());
    }
}
