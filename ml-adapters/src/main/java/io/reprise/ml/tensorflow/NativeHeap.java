package io.reprise.ml.tensorflow;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Memory outside Java's heap that was taken by malloc. glibc keeps what is freed, in as many as eight arenas a processor, each
 * as large as it ever was: with every model that is opened and closed by threads of its own another arena fills, and a
 * process that leaks nothing grows for hours.
 */
final class NativeHeap {

    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final String TRIM = "systemTrimNativeHeap";

    private NativeHeap() {}

    /**
     * Gives back to the system what is free ({@code malloc_trim}, by the JVM's own command System.trim_native_heap). Takes some
     * milliseconds, in which others that ask malloc may wait.
     *
     * @return whether it could; only on Linux it can
     */
    static boolean giveBack() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            server.invoke(new ObjectName(COMMANDS), TRIM, null, null);
            return true;
        } catch (JMException e) {
            // Elsewhere there is no such command, and no such habit.
            return false;
        }
    }
}
