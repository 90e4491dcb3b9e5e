package io.reprise.domain.model.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockOutlookTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "10, 8", "40, 40", "5, 60"})
    void theFillRateIsThatOfDrawnSales(int left, double expected) {
        Random random = new Random(left);
        double served = 0;
        double asked = 0;
        for (int sale = 0; sale < 200_000; sale++) {
            int demand = 0;
            for (double at = -Math.log(1 - random.nextDouble()); at < expected; ) {
                demand++;
                at -= Math.log(1 - random.nextDouble());
            }
            served += Math.min(demand, left);
            asked += demand;
        }

        assertThat(StockOutlook.fillRate(left, expected)).isCloseTo(served / asked, within(0.005));
    }

    @Test
    void itIsAShareThatGrowsWithStockAndFallsWithDemandWhateverTheSize() {
        double[] demands = {0, 0.3, 1, 20, 150, 199, 201, 800, 50_000, 1e9};
        int[] stocks = {0, 1, 5, 100, 150, 199, 200, 1_000, 49_000, 1_000_000_000};
        for (double demand : demands) {
            double before = 0;
            for (int left : stocks) {
                double rate = StockOutlook.fillRate(left, demand);
                assertThat(rate).as(left + " of " + demand).isBetween(before, 1.0);
                before = rate;
            }
        }
        assertThat(StockOutlook.fillRate(0, 0)).isZero();
        assertThat(StockOutlook.fillRate(1, 0)).isEqualTo(1);
    }

    @Test
    void theRestOfASaleIsExpectedFromThePlanFirstAndFromSalesLater() {
        assertThat(StockOutlook.expectedUnits(0, 240, 0, 24)).isCloseTo(240, within(1e-9));
        assertThat(StockOutlook.expectedUnits(120, 240, 12, 12)).isCloseTo(120, within(1e-9));
        // Sold out twice as fast as planned: expected to go on nearly so.
        assertThat(StockOutlook.expectedUnits(240, 240, 12, 12)).isBetween(190.0, 240.0);
        assertThat(StockOutlook.expectedUnits(0, 240, 12, 12)).isBetween(30.0, 50.0);
        assertThat(StockOutlook.expectedUnits(5, 10, 24, 0)).isZero();
        assertThat(StockOutlook.expectedUnits(0, 10, 0, 0)).isZero();
    }
}
