package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateFormTest {

    /** Cuts a history at every event: what was folded goes through JSON, the rest is folded on. */
    private static <S, E> List<S> requireEqualFromEveryCut(
            StateForm<S> form, S initial, List<E> events, BiFunction<S, E, S> evolve) {
        List<S> states = new ArrayList<>(List.of(initial));
        events.forEach(event -> states.add(evolve.apply(states.getLast(), event)));
        for (int cut = 0; cut <= events.size(); cut++) {
            S state = again(form, states.get(cut));
            for (E event : events.subList(cut, events.size())) {
                state = evolve.apply(state, event);
            }
            assertThat(state).as("from event %d on", cut).isEqualTo(states.getLast());
        }
        return states;
    }

    private static <S> S again(StateForm<S> form, S state) {
        try {
            return form.read(form.write(state));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCampaignFoldedOnFromAnySnapshotIsTheOneFoldedFromTheFirstEvent() {
        Set<Class<?>> seen = Stream.of(
                        SampleHistory.closedSale(), SampleHistory.stoppedSale(), SampleHistory.failedLaunch())
                .flatMap(sale ->
                        requireEqualFromEveryCut(
                                StateForm.CAMPAIGN, Campaign.NOT_DRAFTED, sale.events(), CampaignHistory::evolve)
                                .stream())
                .map(Object::getClass)
                .collect(Collectors.toSet());
        assertThat(seen).as("every state there is was tried").hasSize(7);
    }

    @Test
    void soIsEveryItemsStock() {
        Stream.of(SampleHistory.LAMP, SampleHistory.MUG, SampleHistory.THROW).forEach(sku -> {
            List<StockEvent> events = SampleHistory.closedSale().log().stream()
                    .filter(StockEvent.class::isInstance)
                    .map(StockEvent.class::cast)
                    .filter(event -> event.sku().equals(sku))
                    .toList();
            assertThat(events).hasSizeGreaterThan(3);
            requireEqualFromEveryCut(StateForm.STOCK_ITEM, StockItem.UNKNOWN, events, StockItem::evolve);
        });
    }

    @Test
    void soIsEveryRelease() {
        Stream<ModelRelease> states = Stream.of(
                        SampleHistory.release(), SampleHistory.declinedRelease(), SampleHistory.rolledBackRelease())
                .flatMap(events -> requireEqualFromEveryCut(
                        StateForm.MODEL_RELEASE,
                        ModelRelease.NOT_REGISTERED,
                        events,
                        (ModelRelease state, ModelReleaseEvent event) -> ModelRelease.evolve(state, event))
                        .stream());
        assertThat(states.map(Object::getClass).distinct()).hasSize(ModelRelease.class.getPermittedSubclasses().length);
    }

    @Test
    void theDataChoosesAmongOurNamesOnlyAndNeverAClass() {
        for (String hostile : List.of(
                "{\"stage\":\"java.lang.ProcessBuilder\"}",
                "{\"@class\":\"io.reprise.domain.model.campaign.Campaign$NotDrafted\"}",
                "[\"io.reprise.domain.model.campaign.Campaign$NotDrafted\",{}]",
                "null",
                "",
                "{")) {
            assertThatThrownBy(() -> StateForm.CAMPAIGN.read(hostile.getBytes(StandardCharsets.UTF_8)))
                    .as(hostile)
                    .isInstanceOf(IOException.class);
        }
    }
}
