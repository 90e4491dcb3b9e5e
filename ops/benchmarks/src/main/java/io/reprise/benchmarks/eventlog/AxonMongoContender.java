package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.eventlog.ReplayableStore.Kind;
import io.reprise.benchmarks.eventlog.ReplayableStore.Reading;
import java.nio.file.Path;
import java.util.List;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.eventstore.MongoEventStorageEngine;

/** The campaign aggregate over Axon's own Mongo extension, on the same server with the same write concern. */
record AxonMongoContender(CampaignTrace trace, MongoAtHand mongo) implements Contender {

    private static final String COLLECTION = "domainevents";

    @Override
    public String name() {
        return "Axon Mongo extension, " + mongo.name();
    }

    @Override
    public Role role() {
        return Role.AXON;
    }

    @Override
    public Place place() {
        return Place.MONGODB;
    }

    @Override
    public String durability() {
        return mongo.durability();
    }

    @Override
    public boolean isDurable() {
        return mongo.isDurable();
    }

    @Override
    @SuppressWarnings("deprecation") // ensureIndexes: the indexes are those its authors chose.
    public OpenStore open(Path folder, int clients) {
        MongoAtHand.Database database = mongo.emptyDatabase();
        MongoEventStorageEngine engine = MongoEventStorageEngine.builder()
                .mongoTemplate(DefaultMongoTemplate.builder()
                        .mongoDatabase(database.database())
                        .domainEventsCollectionName(COLLECTION)
                        .build())
                .eventSerializer(AxonStore.serializer())
                .snapshotSerializer(AxonStore.serializer())
                .build();
        engine.ensureIndexes();
        Reading bare = new Reading(
                "bare driver cursor",
                Kind.CURSOR,
                fold -> MongoAtHand.readRaw(database.database(), COLLECTION, "timestamp", null));
        return new AxonStore(
                trace,
                engine,
                () -> database.database().getCollection(COLLECTION).countDocuments(),
                engine::appendEvents,
                List.of(bare),
                database);
    }
}
