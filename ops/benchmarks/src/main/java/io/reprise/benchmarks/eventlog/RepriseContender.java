package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.eventlog.ReplayableStore.Kind;
import io.reprise.benchmarks.eventlog.ReplayableStore.Reading;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.eventstore.MongoEventLog;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The campaign aggregate over our event log, embedded or in MongoDB. */
record RepriseContender(CampaignTrace trace, Place place, MongoAtHand mongo) implements Contender {

    private static final int PAGE_EVENTS = 1_000;

    @Override
    public String name() {
        return place == Place.EMBEDDED ? "Reprise, embedded log" : "Reprise, log in " + mongo.name();
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public String durability() {
        return place == Place.EMBEDDED ? "synced to disk" : mongo.durability();
    }

    @Override
    public boolean isDurable() {
        return place == Place.EMBEDDED || mongo.isDurable();
    }

    @Override
    public OpenStore open(Path folder, int clients) {
        if (place == Place.EMBEDDED) {
            EventLog log = EmbeddedEventLog.open(folder.resolve("log"));
            return over(log, List.of(), log::close);
        }
        MongoAtHand.Database database = mongo.emptyDatabase();
        EventLog log = new MongoEventLog(database.database());
        Reading bare = new Reading(
                "bare driver cursor over the batches",
                Kind.CURSOR,
                fold -> MongoAtHand.readRaw(database.database(), MongoEventLog.COLLECTION, "_id", "count"));
        return over(log, List.of(bare), () -> {
            log.close();
            database.close();
        });
    }

    private AxonStore over(EventLog log, List<Reading> bare, Closeable resources) {
        LogEventStorageEngine engine =
                LogEventStorageEngine.over(log, new StateSnapshots(log, Snapshots.NONE), AxonStore.serializer());
        List<Reading> readings = new ArrayList<>(bare);
        readings.add(new Reading("EventLog.read in pages, not decoded", Kind.CURSOR, fold -> each(log, stored -> {})));
        readings.add(new Reading(
                "fold, EventLog.read and EventJson",
                Kind.FOLD,
                fold -> each(log, stored -> fold.accept(EventJson.read(stored)))));
        readings.add(new Reading(
                "fold, a page decoded side by side while the next is read", Kind.FOLD, fold -> sideBySide(log, fold)));
        readings.add(new Reading(
                "rebuild of the board by the feed of the views, written to " + mongo.name(),
                Kind.VIEWS,
                fold -> BoardRebuild.run(log, mongo)));
        Callable<Long> count = () -> each(log, stored -> {});
        return new AxonStore(trace, engine, count, engine::appendEvents, readings, resources);
    }

    /** As the feed of the views does it, into the same view in memory as everybody here. */
    private static long sideBySide(EventLog log, Consumer<Object> fold) throws Exception {
        try (ExecutorService ahead = Executors.newSingleThreadExecutor()) {
            long position = 0;
            List<StoredEvent> page = log.read(0, PAGE_EVENTS);
            while (!page.isEmpty()) {
                position += page.size();
                long next = position;
                Future<List<StoredEvent>> reading = ahead.submit(() -> log.read(next, PAGE_EVENTS));
                page.parallelStream().map(EventJson::read).toList().forEach(fold);
                page = reading.get();
            }
            return position;
        }
    }

    private static long each(EventLog log, Consumer<StoredEvent> reader) {
        long position = 0;
        for (List<StoredEvent> page = log.read(0, PAGE_EVENTS);
                !page.isEmpty();
                page = log.read(position, PAGE_EVENTS)) {
            for (StoredEvent stored : page) {
                if (stored.position() != position++) {
                    throw new IllegalStateException("position " + stored.position() + " follows " + (position - 2));
                }
                reader.accept(stored);
            }
        }
        return position;
    }
}
