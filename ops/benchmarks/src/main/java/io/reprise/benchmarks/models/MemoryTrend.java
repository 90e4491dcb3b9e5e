package io.reprise.benchmarks.models;

import java.util.List;
import java.util.OptionalLong;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * How memory outside the heap goes over time: a line by least squares through samples.
 *
 * @param mibPerHour its slope, @param half half the width of the 95 % interval of the slope (Student's t; samples that follow one
 *     another are alike, so that it is somewhat too narrow)
 */
record MemoryTrend(double mibPerHour, double half) {

    private static final double CONFIDENCE = 0.95;
    private static final double MIB = 1 << 20;
    private static final double KIB = 1 << 10;

    /**
     * @param hours since the beginning
     * @param resident anonymous memory in RAM, MiB, @param heap of it what the heap has taken
     */
    record Sample(double hours, double resident, double heap) {

        double outsideHeap() {
            return resident - heap;
        }
    }

    static MemoryTrend of(List<Sample> samples) {
        if (samples.size() < 3) {
            throw new IllegalArgumentException("a trend needs at least 3 samples, but there are " + samples.size());
        }
        SimpleRegression line = new SimpleRegression();
        samples.forEach(sample -> line.addData(sample.hours(), sample.outsideHeap()));
        double t = new TDistribution(samples.size() - 2.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return new MemoryTrend(line.getSlope(), t * line.getSlopeStdErr());
    }

    /** Whether it would be more than so much in an hour, even at the lower end of the interval. */
    boolean growsBy(double mibPerHourMax) {
        return mibPerHour - half > mibPerHourMax;
    }

    /** Kibibytes of a line of /proc/self/status as mebibytes; NaN where there is none. */
    static double mib(List<String> status, String line) {
        OptionalLong kib = status.stream()
                .filter(each -> each.startsWith(line + ":"))
                .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
                .findFirst();
        return kib.isPresent() ? kib.getAsLong() / KIB : Double.NaN;
    }

    static double mib(long bytes) {
        return bytes / MIB;
    }
}
