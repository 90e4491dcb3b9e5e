package io.reprise.projections.people;

import io.reprise.projections.eventstore.TestMongo;
import org.junit.jupiter.api.AfterEach;

class MongoKeyShelfTest extends KeyShelfContractTest {

    private final TestMongo mongo = new TestMongo();

    @Override
    KeyShelf open() {
        return new MongoKeyShelf(mongo.database());
    }

    @AfterEach
    void closeMongo() {
        mongo.close();
    }
}
