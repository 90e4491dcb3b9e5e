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
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads public sequence data in the splits on which figures were published. */
public final class PublicSequences {

    /** Of the sessions to learn from, the last one in so many is kept for validation. */
    private static final int VALIDATION = 50;

    private PublicSequences() {}

    /**
     * The split of S3-Rec (Zhou et al. 2020): {@code NAME.txt.gz} with a line a shopper, which is the shopper's number and then
     * the items, oldest first.
     */
    public static RankingData leaveOneOut(String name, Path file) throws IOException {
        List<int[]> sequences = lines(file).stream()
                .map(line -> Arrays.copyOfRange(line, 1, line.length))
                .toList();
        return RankingData.leaveOneOut(name, sequences);
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
