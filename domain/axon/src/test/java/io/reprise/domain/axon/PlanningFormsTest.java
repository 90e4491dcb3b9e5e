package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.InventoryInputs.Promised;
import io.reprise.domain.model.decision.InventoryInputs.Rival;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.decision.ItemDemand;
import io.reprise.domain.model.decision.Logistics;
import io.reprise.domain.model.decision.Logistics.Warehouse;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.ScheduleInputs.Neighbour;
import io.reprise.domain.model.decision.ScheduleInputs.Portfolio;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Facts about other campaigns and warehouses survive the log, and decisions without them read as they did. */
class PlanningFormsTest {

    private static final CampaignId OURS = new CampaignId("ours");
    private static final CampaignId OTHER = new CampaignId("other");
    private static final Logistics LOGISTICS = new Logistics(
            new TreeMap<>(Map.of(
                    SampleHistory.NORTH, new Warehouse(12, Optional.of(500)),
                    SampleHistory.SOUTH, new Warehouse(0, Optional.empty()))),
            Optional.of(48),
            Optional.empty());
    private static final TimeWindow TWO_HOURS = new TimeWindow(
            SampleHistory.WITHIN.from(), SampleHistory.WITHIN.from().plus(Duration.ofHours(2)));

    private static <T> T there(Object value, Class<T> type) throws IOException {
        return EventJson.mapper().readValue(EventJson.text(value), type);
    }

    @Test
    void what_is_known_beside_the_items_comes_back_as_it_was() throws IOException {
        InventoryInputs stock = new InventoryInputs(
                2,
                0,
                2,
                9_000,
                List.of(),
                Optional.of(5L),
                Optional.of(new Supply(
                        LOGISTICS,
                        7,
                        List.of(new Promised(SampleHistory.MUG, new TreeMap<>(Map.of(SampleHistory.NORTH, 3)))),
                        List.of(new Rival(OTHER, SampleHistory.MUG, 900, 300, new ItemDemand(1.5, 0.25))))));
        assertThat(there(stock, DecisionInputs.class)).isEqualTo(stock);
        ScheduleInputs schedule = new ScheduleInputs(
                TWO_HOURS,
                1,
                1,
                List.of(),
                Optional.empty(),
                Optional.of(new Portfolio(
                        OURS,
                        2,
                        10_000,
                        Optional.of(3),
                        new TreeMap<>(Map.of(OTHER, 5_000)),
                        List.of(1, 0),
                        List.of(TWO_HOURS.from()),
                        List.of(new Neighbour(
                                OTHER,
                                TWO_HOURS,
                                1,
                                true,
                                List.of(TWO_HOURS),
                                new TreeMap<>(Map.of(OURS, 1)),
                                List.of(10L, 20L))))));
        assertThat(there(schedule, DecisionInputs.class)).isEqualTo(schedule);
        Steering steering = new Steering(new TreeMap<>(), 0, List.of(), 0, Optional.of(LOGISTICS));
        assertThat(there(steering, Steering.class)).isEqualTo(steering);
    }

    @Test
    void what_nobody_asked_is_not_written() {
        assertThat(EventJson.text(new InventoryInputs(2, 0, 2, 9_000, List.of(), Optional.empty())))
                .doesNotContain("supply");
        assertThat(EventJson.text(new ScheduleInputs(TWO_HOURS, 1, 1, List.of(), Optional.empty())))
                .doesNotContain("portfolio");
        assertThat(EventJson.text(Steering.USUAL)).doesNotContain("logistics");
    }
}
