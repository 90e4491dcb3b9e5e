package io.reprise.server.faults;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a server under test can be made to die. The points lie between its parts, put there by {@link FaultyServer} around ports
 * that are there anyway: what is shipped has none, so there is nothing to reach from outside and nothing to pay for.
 */
public enum FaultPoint {
    /** A command was decided; its events are not in the log. */
    BEFORE_APPEND(40),
    /** Its events are durable; nobody was told. */
    AFTER_APPEND(40),
    /** A step of a process has sent its command, whose events are durable; the process does not know. */
    IN_DELEGATE(20),
    /** Something happened of which a process was to be told. */
    BEFORE_CORRELATION(1),
    /** The process was told; whoever told it does not know. */
    AFTER_CORRELATION(1),
    /** A page of events is folded, and no document of it written. */
    BEFORE_VIEW(40),
    /** Documents are written; how far they are is not. */
    BETWEEN_VIEW_AND_POSITION(40),
    /** A page is folded, written and remembered. */
    AFTER_POSITION(40),
    /** A checkpoint is signed and kept by nobody. */
    BEFORE_CHECKPOINT(3),
    /** It is kept; who signed it does not know. */
    AFTER_CHECKPOINT(3);

    /** Says which point, and at which passage: {@code AFTER_APPEND:12}. */
    static final String PROPERTY = "reprise.test.fault";

    /** What a shell says of a program that SIGKILL ended. */
    static final int KILLED = 137;

    private static final String ARMED = System.getProperty(PROPERTY, "");
    private final AtomicInteger passages = new AtomicInteger();
    private final int passagesMax;

    /** @param passagesMax how often a short sale passes it for certain, also where it is nearly over */
    FaultPoint(int passagesMax) {
        this.passagesMax = passagesMax;
    }

    /** At a passage that is drawn. */
    String drawn(SplittableRandom random) {
        return name() + ":" + (1 + random.nextInt(passagesMax));
    }

    /** Passes the point, or ends here: at once, without hooks, as by {@code kill -9}. */
    void pass() {
        if (ARMED.equals(name() + ":" + passages.incrementAndGet())) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
