package io.reprise.benchmarks.models;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What glibc's malloc says of itself, by the JVM's command System.native_heap_info: of TensorFlow, the compilers and all else
 * that takes memory outside the heap by malloc.
 *
 * @param usedMib taken and not freed: where this grows, something leaks
 * @param freeMib freed and not yet given back, or only page by page: where this grows, memory is scattered
 */
record MallocUse(double usedMib, double freeMib) {

    private static final Pattern TOTAL = Pattern.compile("<total type=\"(\\w+)\" count=\"\\d+\" size=\"(\\d+)\"");
    private static final Pattern SYSTEM = Pattern.compile("<system type=\"current\" size=\"(\\d+)\"");
    private static final double MIB = 1 << 20;

    /** @throws IllegalStateException where there is no such command, or it answers otherwise: elsewhere than on Linux with glibc */
    static MallocUse now() {
        try {
            return of((String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemNativeHeapInfo",
                            null,
                            null));
        } catch (JMException e) {
            throw new IllegalStateException("what malloc holds can be told on Linux alone, by a JDK 18 or newer", e);
        }
    }

    /** @param info as malloc_info(3) writes it: arena by arena, then all of them together */
    static MallocUse of(String info) {
        String all = info.substring(info.lastIndexOf("</heap>") + 1);
        Matcher system = SYSTEM.matcher(all);
        if (!system.find()) {
            throw new IllegalStateException("malloc says something else than expected: " + info);
        }
        double free = 0;
        double mapped = 0;
        Matcher total = TOTAL.matcher(all);
        while (total.find()) {
            double mib = Long.parseLong(total.group(2)) / MIB;
            // Pieces that are large have mappings of their own, beside the arenas, and go back when they are freed.
            if (total.group(1).equals("mmap")) {
                mapped += mib;
            } else {
                free += mib;
            }
        }
        return new MallocUse(Long.parseLong(system.group(1)) / MIB - free + mapped, free);
    }
}
