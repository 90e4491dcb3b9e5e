package io.reprise.projections.eventstore;

/** A part of the index that changes no more, its streams in the order of their keys. */
interface SortedPart {

    int streams();

    StreamKey key(int stream);

    IndexPart.Slice slice(int stream);

    int marks();

    IndexPart.Mark mark(int index);

    /** Where the log was before this part. */
    long startByte();

    long firstPosition();

    /** Where the log was after this part. */
    LogExtent end();

    long lastBatchOffset();
}
