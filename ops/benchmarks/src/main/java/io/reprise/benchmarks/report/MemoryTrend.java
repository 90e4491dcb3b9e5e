package io.reprise.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * How memory outside the heap goes over time: the median of the slopes between all pairs of samples (Theil 1950; Sen 1968), which
 * does not mind the samples at which a model was just being loaded.
 *
 * @param mibPerHour the slope, @param low and @param high ends of its 95 % interval (Sen 1968; samples that follow one another
 *     are alike, so that it is somewhat too narrow)
 */
public record MemoryTrend(double mibPerHour, double low, double high) {

    private static final double TWO_SIDED_95 = 1.96;
    private static final double MIB = 1 << 20;
    private static final double KIB = 1 << 10;

    /**
     * @param hours since the beginning
     * @param resident anonymous memory in RAM, MiB, @param heap of it what the heap has taken
     */
    public record Sample(double hours, double resident, double heap) {

        public double outsideHeap() {
            return resident - heap;
        }
    }

    public static MemoryTrend of(List<Sample> samples) {
        if (samples.size() < 3) {
            throw new IllegalArgumentException("a trend needs at least 3 samples, but there are " + samples.size());
        }
        int n = samples.size();
        double[] slopes = new double[n * (n - 1) / 2];
        int found = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[found++] = (samples.get(j).outsideHeap() - samples.get(i).outsideHeap())
                        / (samples.get(j).hours() - samples.get(i).hours());
            }
        }
        Arrays.sort(slopes);
        double spread = TWO_SIDED_95 * Math.sqrt(n * (n - 1.0) * (2 * n + 5) / 18);
        int low = (int) Math.max(0, Math.floor((found - spread) / 2));
        int high = (int) Math.min(found - 1.0, Math.ceil((found + spread) / 2));
        double median = (slopes[(found - 1) / 2] + slopes[found / 2]) / 2;
        return new MemoryTrend(median, slopes[low], slopes[high]);
    }

    /** Whether it would be more than so much in an hour, even at the lower end of the interval. */
    public boolean growsBy(double mibPerHourMax) {
        return low > mibPerHourMax;
    }

    /** Kibibytes of a line of /proc/self/status as mebibytes; NaN where there is none. */
    public static double mib(List<String> status, String line) {
        OptionalLong kib = status.stream()
                .filter(each -> each.startsWith(line + ":"))
                .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")))
                .findFirst();
        return kib.isPresent() ? kib.getAsLong() / KIB : Double.NaN;
    }

    public static double mib(long bytes) {
        return bytes / MIB;
    }
}
