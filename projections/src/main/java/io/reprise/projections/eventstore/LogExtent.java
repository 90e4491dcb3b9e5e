package io.reprise.projections.eventstore;

/**
 * How far the log file goes.
 *
 * @param head where the next batch goes
 * @param endBytes length of the file up to there
 */
record LogExtent(ChainHead head, long endBytes) {

    static final LogExtent EMPTY = new LogExtent(ChainHead.EMPTY, LogFile.MAGIC.length);
}
