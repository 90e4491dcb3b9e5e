package io.reprise.domain.model.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartitionTest {

    @Test
    void a_partition_is_named_by_its_topic_the_topics_id_and_its_number() {
        assertThat(new Partition("signals", "x7Rk", 0)).hasToString("signals/x7Rk/0");
    }

    @Test
    void a_partition_without_a_part_of_its_name_is_refused_by_that_part() {
        for (String nothing : new String[] {null, " "}) {
            assertThatThrownBy(() -> new Partition(nothing, "x7Rk", 0)).hasMessage("topic: must not be empty");
            assertThatThrownBy(() -> new Partition("signals", nothing, 0)).hasMessage("topicId: must not be empty");
        }
        assertThatThrownBy(() -> new Partition("signals", "x7Rk", -1))
                .hasMessage("number: must be 0 or more, but was -1");
    }
}
