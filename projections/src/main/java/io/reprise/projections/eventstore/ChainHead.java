package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.LoggedBatch;

/**
 * Where the next batch goes.
 *
 * @param position the next free position, which is the number of events
 * @param hash hash of the last batch, {@link LoggedBatch#GENESIS} in an empty log
 */
record ChainHead(long position, String hash) {

    static final ChainHead EMPTY = new ChainHead(0, LoggedBatch.GENESIS);

    static ChainHead after(LoggedBatch batch) {
        return new ChainHead(batch.nextPosition(), batch.hash());
    }

    /** @throws LogDamaged if the batch does not go here */
    void requireNext(LoggedBatch batch) {
        if (batch.firstPosition() != position) {
            throw new LogDamaged(position, "the next batch starts at " + batch.firstPosition());
        }
        if (!batch.previousHash().equals(hash)) {
            throw new LogDamaged(position, "its link does not match the hash of the batch before it");
        }
    }
}
