package io.reprise.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.SaleHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.Document;

/** Whatever happens in whatever order, with restarts and in any number of segments: one view comes of it. */
class FeedHistoriesTest {

    @Property(tries = 15)
    void views_equal_a_rebuild_from_zero_with_one_segment_and_with_many(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Object> history = history(random);
        Path folder = Files.createTempDirectory("feed");
        try (TestMongo mongo = new TestMongo();
                FeedRig rig = new FeedRig(folder, mongo.database())) {
            List<Projection<?>> projections = FeedRig.everything(mongo.database());
            ViewOperations operations = rig.feed(1 + random.nextInt(4), projections);
            for (int from = 0; from < history.size(); ) {
                int to = Math.min(history.size(), from + 1 + random.nextInt(20));
                rig.append(history.subList(from, to));
                from = to;
                if (random.nextInt(6) == 0) {
                    operations = rig.feed(1 + random.nextInt(4), projections);
                }
            }
            rig.settle();
            Map<String, Document> live = rig.views(projections);

            for (int segments : new int[] {1, 5}) {
                operations = rig.feed(segments, projections);
                for (Projection<?> projection : projections) {
                    operations.rebuild(projection.name());
                }
                Rebuilds.await(operations);
                assertThat(rig.views(projections)).as("%d segments", segments).isEqualTo(live);
            }
        } finally {
            delete(folder);
        }
    }

    /** The sales of {@link SaleHistory} up to somewhere, interleaved as they come, each subject in its own order. */
    private static List<Object> history(Random random) {
        Map<String, Deque<Object>> subjects = new LinkedHashMap<>();
        SaleHistory.everything().forEach(event -> subjects.computeIfAbsent(subject(event), s -> new ArrayDeque<>())
                .add(event));
        List<Object> history = new ArrayList<>();
        int length = 1 + random.nextInt(SaleHistory.everything().size());
        while (history.size() < length) {
            List<Deque<Object>> open =
                    subjects.values().stream().filter(queue -> !queue.isEmpty()).toList();
            history.add(open.get(random.nextInt(open.size())).removeFirst());
        }
        return history;
    }

    private static String subject(Object event) {
        return switch (event) {
            case CampaignEvent e -> e.campaignId().value();
            case AudienceEvent e -> e.campaign().value();
            case StockEvent e -> e.sku().value();
            case ModelReleaseEvent e -> e.release().value();
            default -> throw new IllegalArgumentException("no subject of " + event);
        };
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
