package io.reprise.ml.demand;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Many items over the same periods.
 *
 * @param start first day of period 0
 * @param promotions names of the flags, @param contents names of the content columns
 * @param arePricesPlanned whether prices and promotions of coming periods are known when forecasting; where not, the last
 *     known ones are taken to stay
 */
public record DemandPanel(
        LocalDate start,
        Cadence cadence,
        int periods,
        List<String> promotions,
        List<String> contents,
        boolean arePricesPlanned,
        List<DemandSeries> series) {

    public DemandPanel {
        promotions = List.copyOf(promotions);
        contents = List.copyOf(contents);
        series = List.copyOf(series);
        for (DemandSeries one : series) {
            if (one.units().length != periods
                    || one.flags().length != promotions.size()
                    || one.content().size() != contents.size()) {
                throw new IllegalArgumentException(one.item() + " does not have the panel's " + periods + " periods, "
                        + promotions.size() + " promotions and " + contents.size() + " content columns");
            }
        }
    }

    public LocalDate startOf(int period) {
        return start.plusDays((long) period * cadence.days());
    }

    /** The panel with each item changed. */
    public DemandPanel with(UnaryOperator<DemandSeries> change) {
        return with(series.stream().map(change).toList());
    }

    public DemandPanel with(List<DemandSeries> others) {
        return new DemandPanel(start, cadence, periods, promotions, contents, arePricesPlanned, others);
    }

    /** The panel as it was known when a period began: nothing sold in it or later. */
    public DemandPanel until(int period) {
        return with(one -> {
            float[] known = one.units().clone();
            Arrays.fill(known, Math.min(period, known.length), known.length, Float.NaN);
            return new DemandSeries(one.item(), one.content(), one.basePrice(), known, one.discount(), one.flags());
        });
    }
}
