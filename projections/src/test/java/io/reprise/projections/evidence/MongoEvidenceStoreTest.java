package io.reprise.projections.evidence;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.projections.eventstore.TestMongo;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;

class MongoEvidenceStoreTest extends EvidenceStoreContractTest {

    private final TestMongo mongo = new TestMongo();

    @AfterEach
    void closeMongo() {
        mongo.close();
    }

    @Override
    EvidenceStore open() {
        return new MongoEvidenceStore(mongo.database());
    }

    @Override
    void replace(String sha256, byte[] content) {
        mongo.database()
                .getCollection(MongoEvidenceStore.COLLECTION)
                .updateOne(Filters.eq("_id", sha256), Updates.set("content", new Binary(content)));
    }
}
