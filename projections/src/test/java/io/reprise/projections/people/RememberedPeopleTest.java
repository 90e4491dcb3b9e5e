package io.reprise.projections.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.Pseudonym;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedPeopleTest {

    private static byte[] locator(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array();
    }

    private static Pseudonym pseudonym(int number) {
        return new Pseudonym("p" + number);
    }

    private static Pseudonym found(RememberedPeople people, int number) {
        return people.find(List.of(locator(number)))[0];
    }

    @Test
    void as_many_as_it_should_are_remembered_and_not_more_than_twice_as_many() {
        for (int came : new int[] {999, 1_000, 1_001, 1_999, 2_000, 2_001, 9_500}) {
            RememberedPeople people = new RememberedPeople(1_000);
            IntStream.range(0, came).forEach(n -> people.put(locator(n), pseudonym(n)));
            for (int n = Math.max(0, came - 1_000); n < came; n++) {
                assertThat(found(people, n)).as("%d of %d", n, came).isEqualTo(pseudonym(n));
            }
            assertThat(IntStream.range(0, came).filter(n -> found(people, n) != null))
                    .hasSizeBetween(Math.min(came, 1_000), 2_000);
        }
    }

    @Test
    void who_comes_again_and_again_is_not_forgotten_for_others() {
        RememberedPeople people = new RememberedPeople(100);
        people.put(locator(0), pseudonym(0));
        for (int n = 1; n < 1_000; n++) {
            people.put(locator(n), pseudonym(n));
            assertThat(found(people, 0)).isEqualTo(pseudonym(0));
        }
        assertThat(found(people, 1)).isNull();
    }

    @Test
    void one_who_shares_half_of_a_locator_is_somebody_else() {
        RememberedPeople people = new RememberedPeople(100);
        people.put(ByteBuffer.allocate(16).putLong(1).putLong(2).array(), pseudonym(1));
        people.put(ByteBuffer.allocate(16).putLong(1).putLong(3).array(), pseudonym(2));
        assertThat(people.find(List.of(
                        ByteBuffer.allocate(16).putLong(1).putLong(2).array(),
                        ByteBuffer.allocate(16).putLong(1).putLong(3).array(),
                        ByteBuffer.allocate(16).putLong(1).putLong(4).array())))
                .containsExactly(pseudonym(1), pseudonym(2), null);
    }
}
