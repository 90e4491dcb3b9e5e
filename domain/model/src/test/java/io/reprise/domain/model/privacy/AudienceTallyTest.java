package io.reprise.domain.model.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AudienceTallyTest {

    private static final Plan PLAN = SampleHistory.plan(1_000);
    private static final Instant FROM = Instant.parse("2026-11-11T00:30:00Z");

    private static Pseudonym shopper(int number) {
        return new Pseudonym(Sha256.hexOf("shopper", Integer.toString(number)));
    }

    private static Signal signal(int id, int shopper, Signal.Action action, Sku sku, int hour) {
        int units = action == Signal.Action.ORDER ? 1 : 0;
        return new Signal("s" + id, FROM.plus(Duration.ofHours(hour)), shopper(shopper), action, sku, units, 500);
    }

    private static AudienceTally tally(List<Signal> signals) {
        AudienceTally tally = new AudienceTally(PLAN);
        tally.on(new SignalsReceived(SampleHistory.SALE, 0, signals, FROM));
        return tally;
    }

    private static Sku item(int number) {
        return PLAN.items().get(number).sku();
    }

    @Test
    void shoppers_are_counted_not_what_they_do() {
        AudienceTally tally = tally(List.of(
                signal(1, 1, Signal.Action.VIEW, item(0), 0),
                signal(2, 1, Signal.Action.ORDER, item(0), 5),
                signal(3, 1, Signal.Action.ORDER, item(0), 2),
                signal(4, 2, Signal.Action.VIEW, item(1), 0)));

        assertThat(tally.counts(Aggregate.FUNNEL)).containsExactly(2L, 1L);
        int hour = FROM.plus(Duration.ofHours(2)).atZone(PLAN.zone()).getHour();
        assertThat(tally.counts(Aggregate.BUYERS_BY_HOUR).get(hour)).isEqualTo(1);
        assertThat(tally.counts(Aggregate.BUYERS_BY_HOUR).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(1);
        assertThat(tally.counts(Aggregate.BUYERS_BY_ITEM).getFirst()).isEqualTo(1);
    }

    @Test
    void there_is_a_label_for_each_count_and_an_item_that_is_not_in_the_plan_has_none() {
        AudienceTally tally = tally(List.of(signal(1, 1, Signal.Action.ORDER, new Sku("ELSEWHERE"), 0)));
        for (Aggregate aggregate : Aggregate.values()) {
            assertThat(tally.counts(aggregate)).hasSameSizeAs(AudienceTally.labels(aggregate, PLAN));
        }
        assertThat(tally.counts(Aggregate.BUYERS_BY_ITEM)).containsOnly(0L);
        assertThat(AudienceTally.labels(Aggregate.BUYERS_BY_HOUR, PLAN))
                .startsWith("00:00", "01:00")
                .endsWith("23:00");
        assertThat(AudienceTally.labels(Aggregate.BUYERS_BY_ITEM, PLAN)).contains(item(1).value());
    }

    /** What the noise is measured for; a tally that let one shopper count more often would break the promise. */
    @Test
    void one_shopper_less_never_changes_more_than_the_sensitivity() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Signal> signals = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                signals.add(signal(
                        i,
                        random.nextInt(6),
                        random.nextInt(3) == 0 ? Signal.Action.VIEW : Signal.Action.ORDER,
                        item(random.nextInt(PLAN.items().size())),
                        random.nextInt(24)));
            }
            AudienceTally all = tally(signals);
            for (int gone = 0; gone < 6; gone++) {
                Pseudonym who = shopper(gone);
                AudienceTally without = tally(
                        signals.stream().filter(s -> !s.shopper().equals(who)).toList());
                for (Aggregate aggregate : Aggregate.values()) {
                    List<Long> before = all.counts(aggregate);
                    List<Long> after = without.counts(aggregate);
                    long change = IntStream.range(0, before.size())
                            .mapToLong(i -> Math.abs(before.get(i) - after.get(i)))
                            .sum();
                    assertThat(change)
                            .as("%s, seed %d, without shopper %d", aggregate, seed, gone)
                            .isLessThanOrEqualTo(aggregate.sensitivity());
                }
            }
        }
    }
}
