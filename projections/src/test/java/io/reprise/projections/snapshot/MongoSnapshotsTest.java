package io.reprise.projections.snapshot;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.projections.eventstore.TestMongo;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;

class MongoSnapshotsTest extends SnapshotsContractTest {

    private final TestMongo mongo = new TestMongo();

    @AfterEach
    void closeMongo() {
        mongo.close();
    }

    private MongoCollection<Document> collection() {
        return mongo.database().getCollection(MongoSnapshots.COLLECTION);
    }

    @Override
    Snapshots open() {
        return new MongoSnapshots(mongo.database());
    }

    @Override
    void damage(String stream, UnaryOperator<byte[]> change) {
        byte[] stored = collection()
                .find(Filters.eq("_id", stream))
                .first()
                .get("snapshot", Binary.class)
                .getData();
        collection().updateOne(Filters.eq("_id", stream), Updates.set("snapshot", new Binary(change.apply(stored))));
    }

    @Override
    void deleteAll() {
        collection().drop();
    }
}
