package io.reprise.projections.people;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
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

    /** All keys that are not {@link SealedKey.Kind#GONE}, in no order; what is kept or destroyed meanwhile may be among them. */
    void each(BiConsumer<String, SealedKey> look);

    /**
     * Puts in place of each key what {@code anew} gives for it by its locator, some at a time, each time durable before the
     * next. A key that was destroyed or replaced meanwhile stays as it is. Where this ends in the middle, some are replaced and the
     * others are as they were.
     *
     * @return how many were replaced
     */
    long replaceEach(BiFunction<String, SealedKey, Optional<SealedKey>> anew);

    /** What was replaced before is in no file afterwards, where the shelf has files of its own. */
    void dropReplaced();

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
