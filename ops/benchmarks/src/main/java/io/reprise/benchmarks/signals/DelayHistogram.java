package io.reprise.benchmarks.signals;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long records waited until they were in the log, as the server measures it.
 *
 * @param upTo by upper bound in seconds: how many waited no longer
 */
record DelayHistogram(NavigableMap<Double, Double> upTo) {

    private static final Pattern BUCKET =
            Pattern.compile("(?m)^reprise_kafka_delay_seconds_bucket\\{le=\"([^\"]+)\"} (\\S+)$");

    static DelayHistogram of(String metrics) {
        NavigableMap<Double, Double> upTo = new TreeMap<>();
        Matcher lines = BUCKET.matcher(metrics);
        while (lines.find()) {
            String bound = lines.group(1);
            upTo.put(
                    bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                    Double.parseDouble(lines.group(2)));
        }
        return new DelayHistogram(upTo);
    }

    DelayHistogram since(DelayHistogram earlier) {
        NavigableMap<Double, Double> difference = new TreeMap<>();
        upTo.forEach(
                (bound, count) -> difference.put(bound, count - earlier.upTo().getOrDefault(bound, 0.0)));
        return new DelayHistogram(difference);
    }

    /** The bound that a share of all do not exceed: at most so much, by the width of a bucket. */
    double millis(double share) {
        double all = upTo.lastEntry().getValue();
        return upTo.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= share * all)
                .mapToDouble(bucket -> bucket.getKey() * 1e3)
                .findFirst()
                .orElse(Double.NaN);
    }
}
