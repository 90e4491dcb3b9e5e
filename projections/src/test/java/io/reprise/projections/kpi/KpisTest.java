package io.reprise.projections.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.projections.store.SaleHistory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KpisTest {

    private static KpiSeries series() {
        KpiSeries series = new KpiSeries();
        long position = -1;
        for (Object event : SaleHistory.everything()) {
            position++;
            if (event instanceof SignalsReceived received) {
                Kpis.fold(series, position, received);
            } else if (event instanceof DecisionTaken taken
                    && taken.campaignId().equals(SaleHistory.SALE)) {
                Kpis.fold(series, position, taken.decision());
            }
        }
        return series;
    }

    @Test
    void each_evaluated_window_is_a_point_and_the_closing_is_the_last() {
        KpiSeries series = series();

        assertThat(series.points).extracting(KpiSeries.Point::window).containsExactly(1, 2, 3, 4, 4);
        assertThat(series.points.getFirst().at()).isEqualTo(SaleHistory.START.plus(Duration.ofMinutes(30)));
        assertThat(series.points.getLast().at()).isEqualTo(SaleHistory.WINDOW.to());
        assertThat(series.points).isSortedAccordingTo(java.util.Comparator.comparing(KpiSeries.Point::at));
    }

    @Test
    void a_point_has_what_was_sold_beside_what_was_expected_and_what_the_hold_out_did() {
        KpiSeries.Point point = series().points.getFirst();

        assertThat(point.units()).isEqualTo(3);
        assertThat(point.views()).isEqualTo(1);
        assertThat(point.expectedLow()).isEqualTo(1);
        assertThat(point.expectedMid()).isEqualTo(2);
        assertThat(point.expectedHigh()).isEqualTo(4);
        assertThat(point.course()).isEqualTo("ADJUST");
        assertThat(point.holdOutUnits()).isEqualTo(1);
    }

    @Test
    void ten_minutes_have_what_each_arm_did_in_them_whatever_order_signals_came_in() {
        KpiSeries series = series();

        assertThat(series.slots).hasSize(2);
        assertThat(series.slots.get(0).from).isEqualTo(SaleHistory.START);
        assertThat(series.slots.get(0).views).isEqualTo(1);
        assertThat(series.slots.get(0).carts).isEqualTo(1);
        assertThat(series.slots.get(0).holdOutUnits).isEqualTo(1);
        assertThat(series.slots.get(1).from).isEqualTo(SaleHistory.START.plus(Duration.ofMinutes(10)));
        assertThat(series.slots.get(1).units).isEqualTo(3);
        assertThat(series.slots.get(1).revenueCents).isEqualTo(4_800);
    }

    @Test
    void what_changed_last_says_where_in_the_log_it_is_from() {
        KpiSeries series = series();

        assertThat(series.points).extracting(KpiSeries.Point::position).doesNotHaveDuplicates();
        assertThat(series.points).isSortedAccordingTo(java.util.Comparator.comparingLong(KpiSeries.Point::position));
        assertThat(series.slots).allMatch(slot -> slot.position > 0);
    }
}
