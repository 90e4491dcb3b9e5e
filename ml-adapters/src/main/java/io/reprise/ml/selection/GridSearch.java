package io.reprise.ml.selection;

import io.reprise.ml.selection.CrossValidation.Scored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Tries every combination of settings and tells which scored best. Goes on where it was stopped, from a file of scores. */
public final class GridSearch {

    private static final int POINTS_MAX = 200;

    /** A setting and the values to try, in their order. */
    public record Axis(String name, List<String> values) {

        /**
         * @param option {@code name=value,value,…}
         * @param names those there are
         * @throws IllegalArgumentException saying what is wrong with it
         */
        public static Axis of(String option, List<String> names) {
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw new IllegalArgumentException(
                        "--grid " + option + ": write it as name=value,value, with a name of " + names);
            }
            String name = option.substring(0, equals);
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "--grid " + option + ": there is no setting '" + name + "', it is one of " + names);
            }
            return new Axis(name, List.of(option.substring(equals + 1).split(",")));
        }
    }

    /** @param point setting → value, @param mean of its folds' scores, @param error standard error of that mean */
    public record Tried(Map<String, String> point, double mean, double error) {}

    private final Path scores;
    private final Consumer<String> told;

    /**
     * @param scores file that is written after each point and gone on from; null for none
     * @param told progress, line by line
     */
    public GridSearch(Path scores, Consumer<String> told) {
        this.scores = scores;
        this.told = told;
    }

    /** Every combination, the last axis changing fastest. */
    public static List<Map<String, String>> points(List<Axis> axes) {
        List<Map<String, String>> points = List.of(Map.of());
        for (Axis axis : axes) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> point : points) {
                for (String value : axis.values()) {
                    Map<String, String> more = new LinkedHashMap<>(point);
                    more.put(axis.name(), value);
                    longer.add(more);
                }
            }
            points = longer;
        }
        if (points.size() > POINTS_MAX) {
            throw new IllegalArgumentException(
                    "the grid has " + points.size() + " points, and " + POINTS_MAX + " are enough: leave values out");
        }
        return points;
    }

    /**
     * @param of what is searched, on what: scores of anything else in the file do not count
     * @return all that were tried, best first; ties keep the grid's order
     */
    public List<Tried> search(List<Axis> axes, String of, Function<Map<String, String>, Scored> score) {
        Map<String, Tried> earlier = earlier(of);
        List<Map<String, String>> points = points(axes);
        List<Tried> tried = new ArrayList<>();
        for (Map<String, String> point : points) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            Tried one = earlier.get(point.toString());
            if (one == null) {
                Scored scored = score.apply(point);
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
                one = new Tried(point, scored.mean(), scored.error());
                remember(of, one);
            }
            tried.add(one);
            // One fold says nothing of how far the mean may be off.
            String error = Double.isNaN(one.error()) ? "" : String.format(Locale.ROOT, " ± %.5f", one.error());
            told.accept(String.format(
                    Locale.ROOT, "grid %d/%d %s  %.5f%s", tried.size(), points.size(), point, one.mean(), error));
        }
        tried.sort((a, b) -> Double.compare(a.mean(), b.mean()));
        return List.copyOf(tried);
    }

    private Map<String, Tried> earlier(String of) {
        Map<String, Tried> earlier = new HashMap<>();
        if (scores == null || !Files.exists(scores)) {
            return earlier;
        }
        try {
            for (String line : Files.readAllLines(scores)) {
                String[] cells = line.split("\t");
                if (cells.length == 4 && cells[0].equals(of)) {
                    Map<String, String> point = new LinkedHashMap<>();
                    String inner = cells[1].substring(1, cells[1].length() - 1);
                    Arrays.stream(inner.split(", "))
                            .filter(pair -> !pair.isEmpty())
                            .map(pair -> pair.split("=", 2))
                            .forEach(pair -> point.put(pair[0], pair[1]));
                    earlier.put(cells[1], new Tried(point, Double.parseDouble(cells[2]), Double.parseDouble(cells[3])));
                }
            }
            return earlier;
        } catch (IOException e) {
            throw new UncheckedIOException("the scores " + scores + " cannot be read", e);
        }
    }

    private void remember(String of, Tried one) {
        if (scores == null) {
            return;
        }
        try {
            Files.createDirectories(scores.toAbsolutePath().getParent());
            Files.writeString(
                    scores,
                    of + "\t" + one.point() + "\t" + one.mean() + "\t" + one.error() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the scores " + scores + " cannot be written", e);
        }
    }
}
