package io.reprise.projections.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatestBatchesTest {

    private final LatestBatches latest = new LatestBatches(100);

    private static StoredEvent event(long position) {
        return new StoredEvent(
                position, new NewEvent("e", "s", position, "S", "s", 1, Instant.EPOCH, new byte[0], new byte[0]));
    }

    private void add(long first, int events, int bytes) {
        List<StoredEvent> all = LongStream.range(first, first + events)
                .mapToObj(LatestBatchesTest::event)
                .toList();
        latest.add(new LoggedBatch(first, LoggedBatch.GENESIS, LoggedBatch.GENESIS, all), bytes);
    }

    private List<Long> read(long from, int max) {
        return latest.read(from, max).stream().map(StoredEvent::position).toList();
    }

    @Test
    void events_are_read_from_the_midst_of_one_batch_to_the_midst_of_another() {
        assertThat(read(0, 5)).isEmpty();
        add(10, 3, 30);
        add(13, 1, 30);
        add(14, 3, 30);
        assertThat(read(9, 5)).as("the first is not here").isEmpty();
        assertThat(read(10, 3)).containsExactly(10L, 11L, 12L);
        assertThat(read(12, 3)).containsExactly(12L, 13L, 14L);
        assertThat(read(15, 9)).containsExactly(15L, 16L);
        assertThat(read(17, 9)).isEmpty();
    }

    @Test
    void the_oldest_give_way_to_those_that_do_not_fit() {
        add(0, 1, 60);
        add(1, 1, 40);
        assertThat(read(0, 9)).containsExactly(0L, 1L);
        add(2, 1, 10);
        assertThat(read(0, 9)).isEmpty();
        assertThat(read(1, 9)).containsExactly(1L, 2L);
        add(3, 1, 101);
        assertThat(read(3, 9)).isEmpty();
        add(4, 1, 100);
        assertThat(read(4, 9)).containsExactly(4L);
    }
}
