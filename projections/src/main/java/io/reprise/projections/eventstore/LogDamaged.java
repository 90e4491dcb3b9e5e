package io.reprise.projections.eventstore;

/** What is stored at a position cannot be what was once acknowledged: somebody or something changed it. */
public final class LogDamaged extends RuntimeException {

    private final long position;
    private final String what;

    /**
     * @param position first position that cannot be trusted
     * @param what what is wrong with it, as part of a sentence
     */
    public LogDamaged(long position, String what) {
        super("the event log is damaged at position " + position + ": " + what);
        this.position = position;
        this.what = what;
    }

    public long position() {
        return position;
    }

    public String what() {
        return what;
    }
}
