package io.reprise.projections.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.projections.eventstore.TestMongo;
import org.junit.jupiter.api.Test;

class CommonKeysTest {

    @Test
    void a_server_with_another_key_does_not_start_and_is_told_where_to_set_it() {
        try (TestMongo mongo = new TestMongo()) {
            CommonKeys first = new CommonKeys(mongo.database());
            CommonKeys second = new CommonKeys(mongo.database());
            first.require("pseudonyms", "REPRISE_PSEUDONYM_KEY", new byte[] {1, 2});
            second.require("pseudonyms", "REPRISE_PSEUDONYM_KEY", new byte[] {1, 2});
            second.require("webhooks", "REPRISE_WEBHOOK_KEY", new byte[] {3});
            assertThatThrownBy(() -> second.require("pseudonyms", "REPRISE_PSEUDONYM_KEY", new byte[] {1, 3}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("pseudonyms", "REPRISE_PSEUDONYM_KEY");
            assertThat(mongo.database().getCollection(CommonKeys.COLLECTION).countDocuments())
                    .isEqualTo(2);
        }
    }
}
