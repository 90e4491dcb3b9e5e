package io.reprise.domain.model.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Signal.Action;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SaleActionsTest {

    private static final Instant START = Instant.parse("2026-11-10T18:00:00Z");
    private static final CampaignId SALE = new CampaignId("sale");

    private static Signal view(String id, String shopper, String sku, long second) {
        return new Signal(id, START.plusSeconds(second), new Pseudonym(shopper), Action.VIEW, new Sku(sku), 0, 100);
    }

    private static SaleActions folded(List<Signal> signals) {
        SaleSignals all = new SaleSignals();
        all.on(new SignalsReceived(SALE, 1_000, signals, START));
        return all.actions();
    }

    @Test
    void actionsStandInTheOrderInWhichTheyWereDoneAndRepeatsCountOnce() {
        SaleActions actions = folded(List.of(
                view("1", "jo", "A", 10),
                view("2", "jo", "B", 30),
                view("3", "jo", "C", 20),
                view("1", "jo", "A", 10)));

        assertThat(actions.of(new Pseudonym("jo")))
                .extracting(action -> action.sku().value())
                .containsExactly("A", "C", "B");
        assertThat(actions.count(new Pseudonym("jo"))).isEqualTo(3);
        assertThat(actions.of(new Pseudonym("al"))).isEmpty();
        assertThat(actions.count(new Pseudonym("al"))).isZero();
    }

    @Test
    void onlyTheLatestActionsAreKeptAndTheCountGoesOn() {
        List<Signal> many = new ArrayList<>();
        for (int i = 0; i < SaleActions.KEPT_MAX + 7; i++) {
            many.add(view("s" + i, "jo", "A", i));
        }
        SaleActions actions = folded(many);

        assertThat(actions.of(new Pseudonym("jo"))).hasSize(SaleActions.KEPT_MAX);
        assertThat(actions.of(new Pseudonym("jo")).getFirst().at()).isEqualTo(START.plusSeconds(7));
        assertThat(actions.count(new Pseudonym("jo"))).isEqualTo(SaleActions.KEPT_MAX + 7);
    }

    @Test
    void pairsAreCountedAsTheyWouldBeByHand() {
        Random random = new Random(3);
        List<Signal> signals = new ArrayList<>();
        Map<String, Set<String>> byHand = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            String shopper = "p" + random.nextInt(100);
            String sku = "I" + random.nextInt(40);
            signals.add(view("s" + i, shopper, sku, random.nextInt(1_000)));
            byHand.computeIfAbsent(shopper, p -> new HashSet<>()).add(sku);
        }
        SaleActions actions = folded(signals);
        for (int a = 0; a < 40; a++) {
            for (int b = 0; b < 40; b++) {
                List<String> both = List.of("I" + a, "I" + b);
                assertThat(actions.together(new Sku("I" + a), new Sku("I" + b)))
                        .isEqualTo((int) byHand.values().stream()
                                .filter(items -> items.containsAll(both))
                                .count());
            }
        }
        assertThat(actions.touched(new Sku("I1"))).isPositive();
        assertThat(actions.together(new Sku("I1"), new Sku("NONE"))).isZero();
    }

    @Test
    void whoeverTouchesEverythingMakesNoMorePairsThanTheLimit() {
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i <= SaleActions.PAIRED_MAX; i++) {
            signals.add(view("s" + i, "crawler", "I" + i, i));
        }
        SaleActions actions = folded(signals);

        assertThat(actions.together(new Sku("I0"), new Sku("I" + (SaleActions.PAIRED_MAX - 1))))
                .isOne();
        assertThat(actions.together(new Sku("I0"), new Sku("I" + SaleActions.PAIRED_MAX)))
                .isZero();
        assertThat(actions.touched(new Sku("I" + SaleActions.PAIRED_MAX))).isZero();
    }
}
