package io.reprise.projections.people;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Sealed keys of people by locator, a keyed digest of what the shop calls them. Safe for concurrent use; what was changed is
 * durable when a call returns.
 */
public interface KeyShelf extends AutoCloseable {

    /** Those that are there. */
    Map<String, SealedKey> find(Collection<String> locators);

    /**
     * Puts each where none is, or where one is {@link SealedKey.Kind#GONE}.
     *
     * @return what is there afterwards, for each of the locators: somebody else may have been faster
     */
    Map<String, SealedKey> keep(Map<String, SealedKey> fresh);

    /**
     * Destroys keys by their ids; those that are not there were destroyed before.
     *
     * @param certificates how many certificates have been carried out with these
     */
    void destroy(Set<String> keyIds, long certificates);

    /** How many certificates have been carried out. */
    long certificates();

    /** Whether people who are new here had a pseudonym before; decided once, when the shelf is first used. */
    boolean adopts(BooleanSupplier first);

    @Override
    void close();
}
