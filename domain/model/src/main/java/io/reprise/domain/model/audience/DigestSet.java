package io.reprise.domain.model.audience;

/**
 * A set of digests of 127 bits, each in two words of which the lowest bit of the first is set. It only grows. Not thread-safe.
 */
public interface DigestSet {

    /** Puts a digest in. @return whether it was not in yet */
    boolean add(long first, long second);

    boolean contains(long first, long second);
}
