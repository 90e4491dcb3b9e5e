package io.reprise.ml.dataset;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says how far an import is: rows, rows a second, time left. At most one line in two seconds. */
final class ProgressLine implements ActionImport.Progress {

    private static final long NANOS_BETWEEN = 2_000_000_000L;

    private final PrintStream out;
    private final LongSupplier nanos;
    private String phase = "";
    private long phaseBegan;
    private long lastSaid;

    /** @param nanos a clock that only goes forward, as {@link System#nanoTime()} */
    ProgressLine(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.lastSaid = nanos.getAsLong();
    }

    @Override
    public void at(String now, long rows, double share) {
        long time = nanos.getAsLong();
        if (!now.equals(phase)) {
            phaseBegan = phase.isEmpty() ? lastSaid : time;
            phase = now;
            return;
        }
        if (time - lastSaid < NANOS_BETWEEN) {
            return;
        }
        lastSaid = time;
        double seconds = Math.max(1e-3, (time - phaseBegan) / 1e9);
        String left = share > 0.001 && share <= 1
                ? ", " + text(Duration.ofSeconds(Math.round(seconds / share * (1 - share)))) + " left"
                : "";
        out.printf(
                Locale.ROOT,
                "  %-6s %,14d rows  %,10.0f rows/s  %3.0f %%%s%n",
                phase,
                rows,
                rows / seconds,
                100 * share,
                left);
    }

    private static String text(Duration time) {
        return time.toHours() > 0
                ? String.format("%d h %02d min", time.toHours(), time.toMinutesPart())
                : String.format("%d min %02d s", time.toMinutes(), time.toSecondsPart());
    }
}
