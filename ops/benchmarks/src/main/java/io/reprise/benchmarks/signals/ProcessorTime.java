package io.reprise.benchmarks.signals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Processor time of this process, which sends, and of others that it has started; to the hundredth of a second. */
final class ProcessorTime {

    private static final int LOOK_MILLIS = 300;
    /** Who takes less between two looks does nothing for these signals any more. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private static final int LOOKS_MAX = 100;

    private final List<ProcessHandle> processes;
    private final long[] before;

    private ProcessorTime(List<ProcessHandle> processes) {
        this.processes = processes;
        this.before = now();
    }

    /** From now on. @param others whose time counts too, at most two, in the order of {@link Each} */
    static ProcessorTime of(Long... others) {
        return new ProcessorTime(LongStream.concat(
                        LongStream.of(ProcessHandle.current().pid()),
                        List.of(others).stream().mapToLong(pid -> pid))
                .mapToObj(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList());
    }

    /**
     * Microseconds a signal.
     *
     * @param first of the others, with what it does once the signals are durable: views follow
     * @param second 0 where there is none
     */
    record Each(double sender, double first, double second) {}

    private long[] now() {
        return processes.stream()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .toArray();
    }

    /** Waits until the others have nothing to do any more. */
    private long[] atRest(long sender) throws InterruptedException {
        long[] last = now();
        for (int looks = 0; looks < LOOKS_MAX; looks++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long[] now = now();
            boolean isQuiet = true;
            for (int i = 1; i < now.length; i++) {
                isQuiet &= now[i] - last[i] <= QUIET_NANOS;
            }
            last = now;
            if (isQuiet) {
                break;
            }
        }
        last[0] = sender;
        return last;
    }

    /** What was taken since it was made; of this process until now, of the others until they rest. */
    Each spent(long signals) throws InterruptedException {
        long[] after = atRest(now()[0]);
        double[] micros = new double[3];
        for (int i = 0; i < after.length; i++) {
            micros[i] = (after[i] - before[i]) / 1e3 / signals;
        }
        return new Each(micros[0], micros[1], micros[2]);
    }
}
