package io.reprise.projections.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.projections.eventstore.TestMongo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void what_was_destroyed_while_it_is_replaced_does_not_come_back() {
        shelf.keep(Map.of(A, own(1), B, own(2)));

        long replaced = shelf.replaceEach((locator, there) -> {
            if (locator.equals(A)) {
                shelf.destroy(Set.of(there.keyId()), 1);
            }
            return Optional.of(new SealedKey(there.kind(), there.keyId(), own(9).sealed()));
        });

        assertThat(replaced).isEqualTo(1);
        assertThat(shelf.find(List.of(A, B))).containsOnlyKeys(B);
    }

    @Test
    void what_another_process_has_replaced_meanwhile_stays() {
        shelf.keep(Map.of(A, own(1)));

        shelf.replaceEach((locator, there) -> {
            shelf.replaceEach((again, same) -> Optional.of(new SealedKey(same.kind(), same.keyId(), own(7).sealed())));
            return Optional.of(new SealedKey(there.kind(), there.keyId(), own(9).sealed()));
        });

        assertThat(shelf.find(Set.of(A)).get(A).sealed()).isEqualTo(own(7).sealed());
    }
}
