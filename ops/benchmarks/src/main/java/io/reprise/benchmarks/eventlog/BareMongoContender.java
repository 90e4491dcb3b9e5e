package io.reprise.benchmarks.eventlog;

import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.bson.types.Binary;

/** The bare driver inserting documents that hold the same bytes, with the same write concern. */
record BareMongoContender(List<byte[]> encoded, boolean grouped, MongoAtHand mongo) implements Contender {

    private static final String COLLECTION = "bare";

    @Override
    public String name() {
        return (grouped ? "bare driver, one insert a group, " : "bare driver, one insert a commit, ") + mongo.name();
    }

    @Override
    public Role role() {
        return grouped ? Role.BARE_GROUPED : Role.BARE;
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
    public OpenStore open(Path folder, int clients) {
        MongoAtHand.Database database = mongo.emptyDatabase();
        MongoCollection<Document> collection = database.database().getCollection(COLLECTION);
        AtomicLong ids = new AtomicLong();
        BareStore.Sink sink = events -> collection.insertOne(new Document("_id", ids.getAndIncrement())
                .append("count", events.size())
                .append("events", new Binary(concatenated(events))));
        return new BareStore(
                encoded,
                sink,
                grouped,
                () -> MongoAtHand.readRaw(database.database(), COLLECTION, "_id", "count"),
                database);
    }

    private static byte[] concatenated(List<byte[]> events) {
        byte[] all = new byte[events.stream().mapToInt(event -> event.length).sum()];
        int at = 0;
        for (byte[] event : events) {
            System.arraycopy(event, 0, all, at, event.length);
            at += event.length;
        }
        return all;
    }
}
