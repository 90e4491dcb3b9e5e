package io.reprise.ml.recommend;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.ml.recommend.RankingData.Case;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads public sequence data in the splits on which figures were published. */
public final class PublicSequences {

    /** Of the sessions to learn from, the last one in so many is kept for validation. */
    private static final int VALIDATION = 50;

    private static final int CORE = 5;

    private PublicSequences() {}

    /**
     * The split of S3-Rec (Zhou et al. 2020): {@code NAME.txt.gz} with a line a shopper, which is the shopper's number and then
     * the items, oldest first.
     */
    public static RankingData leaveOneOut(String name, Path file) throws IOException {
        List<int[]> sequences = lines(file).stream()
                .map(line -> Arrays.copyOfRange(line, 1, line.length))
                .toList();
        return RankingData.leaveOneOut(name, sequences, true);
    }

    /** The attributes of items: {@code {"ITEM": [ATTRIBUTE, …]}}, gzipped. */
    public static Map<Integer, List<String>> attributes(Path file) throws IOException {
        Map<Integer, List<String>> attributes = new TreeMap<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            new ObjectMapper()
                    .readValue(in, new TypeReference<Map<String, List<Integer>>>() {})
                    .forEach((item, values) -> attributes.put(
                            Integer.valueOf(item),
                            values.stream().map(String::valueOf).toList()));
        }
        return attributes;
    }

    /**
     * The split of SR-GNN (Wu et al. 2019): {@code train_sessions.txt.gz} with a session a line in time order, and
     * {@code test.txt.gz} with clicks, a tab, and the click that came next; a session's longest history comes first.
     */
    public static RankingData sessions(String name, Path folder) throws IOException {
        List<int[]> sessions = lines(folder.resolve("train_sessions.txt.gz"));
        int kept = sessions.size() - sessions.size() / VALIDATION;
        List<Case> test = new ArrayList<>();
        int group = 0;
        for (int[] line : lines(folder.resolve("test.txt.gz"))) {
            test.add(new Case(Arrays.copyOf(line, line.length - 1), line[line.length - 1], group));
            group += line.length == 2 ? 1 : 0;
        }
        List<int[]> all = new ArrayList<>(sessions);
        test.forEach(asked -> all.add(new int[] {asked.target()}));
        return new RankingData(
                name,
                RankingData.largest(all),
                sessions.subList(0, kept),
                RankingData.clicks(sessions.subList(kept, sessions.size())),
                test,
                false);
    }

    /**
     * The same sessions as RecBole-GNN prepares them: those of training and test together, without items and sessions that have
     * fewer than five clicks until none is left, the last click of each to be guessed. Sessions and clicks that the split of
     * SR-GNN had dropped (items that only its test has, sessions of one click) are missing.
     */
    public static RankingData fiveCore(String name, Path folder) throws IOException {
        List<int[]> sessions = new ArrayList<>(lines(folder.resolve("train_sessions.txt.gz")));
        int[] before = {};
        for (int[] line : lines(folder.resolve("test.txt.gz"))) {
            if (!Arrays.equals(line, 0, line.length, before, 0, Math.max(0, before.length - 1))) {
                sessions.add(line);
            }
            before = line;
        }
        return RankingData.leaveOneOut(name, core(sessions, CORE), false);
    }

    /** Only items and sequences with at least so many actions; items are numbered anew, from 1 without gaps. */
    static List<int[]> core(List<int[]> sequences, int actions) {
        List<int[]> kept = sequences;
        long clicks = -1;
        while (clicks != kept.stream().mapToLong(sequence -> sequence.length).sum()) {
            clicks = kept.stream().mapToLong(sequence -> sequence.length).sum();
            int[] counts = new int[RankingData.largest(kept) + 1];
            kept.forEach(sequence -> IntStream.of(sequence).forEach(item -> counts[item]++));
            kept = kept.stream()
                    .map(sequence -> IntStream.of(sequence)
                            .filter(item -> counts[item] >= actions)
                            .toArray())
                    .filter(sequence -> sequence.length >= actions)
                    .toList();
        }
        int[] known =
                kept.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray();
        return kept.stream()
                .map(sequence -> IntStream.of(sequence)
                        .map(item -> Arrays.binarySearch(known, item) + 1)
                        .toArray())
                .toList();
    }

    private static List<int[]> lines(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            return in.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> Stream.of(line.trim().split("\\s+"))
                            .mapToInt(Integer::parseInt)
                            .toArray())
                    .toList();
        }
    }
}
