package io.reprise.benchmarks.models;

import io.reprise.ml.recommend.NextItemTraining.Settings;
import io.reprise.ml.recommend.PublicSequences;
import io.reprise.ml.recommend.RankingData;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.sequence.TransformerSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * A data set, how the transformer is trained on it, and what was published of it.
 *
 * @param settings by seed
 * @param words of items; may be none
 * @param split how it is split, and whose it is
 */
record RecommendationTrial(
        RankingData data,
        LongFunction<Settings> settings,
        Map<Integer, List<String>> words,
        List<Published> published,
        String split) {

    /** A figure that was published on the same split; a dash where there is none. */
    record Published(String what, String hit10, String ndcg10, String mrr10) {}

    private interface Maker {
        RecommendationTrial of(String name, Path data) throws IOException;
    }

    private record Known(String name, String file, Maker maker) {}

    private static final List<Known> ALL = List.of(
            new Known("Beauty", "amazon-sequences/Beauty.txt.gz", RecommendationTrial::beauty),
            new Known(
                    "Diginetica, five-core",
                    "diginetica-sessions/train_sessions.txt.gz",
                    RecommendationTrial::fiveCore),
            new Known("Diginetica", "diginetica-sessions/train_sessions.txt.gz", RecommendationTrial::sessions));

    /** Those that are there. @param named only those whose name holds it; where it begins with {@code =}, whose name is the rest */
    static List<RecommendationTrial> of(Path data, String named) throws IOException {
        List<RecommendationTrial> trials = new ArrayList<>();
        for (Known known : ALL) {
            String name = known.name().toLowerCase(Locale.ROOT);
            String wanted = named.toLowerCase(Locale.ROOT);
            if (!(wanted.startsWith("=") ? name.equals(wanted.substring(1)) : name.contains(wanted))) {
                continue;
            }
            if (!Files.exists(data.resolve(known.file()))) {
                System.out.println("not measured: there is no " + data.resolve(known.file()));
                continue;
            }
            trials.add(known.maker().of(known.name(), data.resolve(known.file())));
        }
        return trials;
    }

    private static RecommendationTrial beauty(String name, Path file) throws IOException {
        TransformerSize size = new TransformerSize(2, 64, 2, 128, 50, 0.4f);
        return new RecommendationTrial(
                PublicSequences.leaveOneOut(name, file),
                seed -> new Settings(size, Objective.CAUSAL, 30, 128, 0.002f, 2_048, 8, seed, 1),
                PublicSequences.attributes(file.resolveSibling("Beauty_item2attributes.json.gz")),
                List.of(
                        new Published("SASRec as in S3-Rec (Zhou et al. 2020)", "0.0605", "0.0318", "–"),
                        new Published("SASRec with full cross-entropy, as reported later", "0.085", "0.047", "–")),
                "Split of S3-Rec: the last item of each shopper is guessed, the one before it validates.");
    }

    private static RecommendationTrial fiveCore(String name, Path file) throws IOException {
        TransformerSize size = new TransformerSize(2, 64, 2, 128, 30, 0.3f);
        return new RecommendationTrial(
                PublicSequences.fiveCore(name, file.getParent()),
                seed -> new Settings(size, Objective.CAUSAL, 15, 256, 0.002f, 4_096, 4, seed, 1),
                Map.of(),
                List.of(
                        new Published("SASRec (RecBole-GNN)", "0.4144", "0.2393", "0.1857"),
                        new Published("GRU4Rec (RecBole-GNN)", "0.3691", "0.2114", "0.1632"),
                        new Published("GCE-GNN (RecBole-GNN)", "0.4284", "0.2507", "0.1961")),
                "Split of RecBole-GNN, on which its figures were published: items and sessions of five clicks or more, the"
                        + " last click of each session is guessed, the one before it validates. Made of SR-GNN's files, which"
                        + " lack a few sessions: 71,110 of 72,014 as published, and 572,933 of 580,490 clicks.");
    }

    private static RecommendationTrial sessions(String name, Path file) throws IOException {
        TransformerSize size = new TransformerSize(2, 64, 2, 128, 30, 0.3f);
        return new RecommendationTrial(
                PublicSequences.sessions(name, file.getParent()),
                seed -> new Settings(size, Objective.CAUSAL, 10, 256, 0.002f, 4_096, 3, seed, 1),
                Map.of(),
                List.of(),
                "Split of SR-GNN: every click of the sessions of the last week is guessed from those before it. RecBole-GNN's"
                        + " figures were not published on it: its sessions are longer, and their neighbours in time are known.");
    }
}
