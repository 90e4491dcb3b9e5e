package io.reprise.domain.model.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SignalIdsTest {

    @Property
    void an_id_is_new_once(@ForAll List<String> ids) {
        Set<String> before = new HashSet<>();
        SignalIds kept = new SignalIds(new HeapDigests());
        for (String id : ids) {
            assertThat(kept.contains(kept.of(id))).isEqualTo(before.contains(id));
            assertThat(kept.add(kept.of(id))).isEqualTo(before.add(id));
            assertThat(kept.contains(kept.of(id))).isTrue();
        }
    }

    @Test
    void of_many_each_is_found_again_and_no_other_is() {
        SignalIds kept = new SignalIds(new HeapDigests());
        IntStream.range(0, 100_000)
                .forEach(i -> assertThat(kept.add(kept.of("signal-" + i))).isTrue());
        IntStream.range(0, 100_000)
                .forEach(i -> assertThat(kept.contains(kept.of("signal-" + i))).isTrue());
        IntStream.range(100_000, 200_000)
                .forEach(i -> assertThat(kept.contains(kept.of("signal-" + i))).isFalse());
        assertThat(kept.add(kept.of("signal-77777"))).isFalse();
    }
}
