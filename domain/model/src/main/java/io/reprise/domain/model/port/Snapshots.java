package io.reprise.domain.model.port;

import java.util.Optional;

/**
 * A cache of states beside the {@link EventLog}, one snapshot a stream. It may be lost, old or torn at any instant and
 * nothing changes but the time a load takes.
 *
 * <p>Snapshots are no part of the hash chain, of checkpoints, archives or backups, and nothing that audits or replays
 * reads them: what is proved is proved from events alone.
 */
public interface Snapshots {

    /** A payload may not be longer, so that it fits into one MongoDB document; a larger state is always folded. */
    int PAYLOAD_BYTES_MAX = 12 * 1024 * 1024;

    /** Keeps nothing. */
    Snapshots NONE = new Snapshots() {
        @Override
        public Optional<Snapshot> latest(String stream) {
            return Optional.empty();
        }

        @Override
        public void save(Snapshot snapshot) {}
    };

    /**
     * The snapshot saved last, exactly as it was saved; empty if there is none, or if what is stored is not whole.
     * Whether it belongs to the log as it is now is for the reader to check.
     *
     * @throws RuntimeException if the store does not answer
     */
    Optional<Snapshot> latest(String stream);

    /**
     * Keeps this snapshot instead of the one before. Not durable when it returns.
     *
     * @throws EventLog.LimitExceeded if the payload is longer than {@link #PAYLOAD_BYTES_MAX}; the one before stays
     * @throws RuntimeException if it could not be written
     */
    void save(Snapshot snapshot);
}
