package io.reprise.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void oneWorkerIsTheCallerAndKeepsTheOrder() {
        List<String> done = new ArrayList<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (Workers workers = new Workers(1)) {
            workers.all(List.of("a", "b", "c").stream()
                    .map(name -> (Runnable) () -> {
                        threads.add(Thread.currentThread());
                        done.add(name);
                    })
                    .toList());
        }
        assertThat(done).containsExactly("a", "b", "c");
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void everythingIsDoneAndTheFirstFailureIsThrown() {
        for (int count : new int[] {1, 3}) {
            Set<String> done = ConcurrentHashMap.newKeySet();
            try (Workers workers = new Workers(count)) {
                assertThatThrownBy(() -> workers.all(List.of(
                                () -> {
                                    throw new IllegalStateException("first");
                                },
                                () -> done.add("second"),
                                () -> {
                                    throw new IllegalStateException("third");
                                },
                                () -> done.add("fourth"))))
                        .as("%d workers", count)
                        .hasMessage("first");
            }
            assertThat(done).as("%d workers", count).containsExactlyInAnyOrder("second", "fourth");
        }
    }
}
