package io.reprise.ml.features;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.PurchasePredictor.PurchaseQuestion;
import io.reprise.ml.dataset.Catalogue;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Features of the purchase model, schema {@code purchase-features/1}: a row for each hour.
 *
 * <p>Columns: 0 to 23 one for the hour of day, zero otherwise; 24 log of the hour's share of a week times 168; 25 whether
 * it is a weekend. The shoppers themselves are constants of the model.
 */
public final class PurchaseFeatures {

    public static final String SCHEMA = "purchase-features/1";
    public static final int COLUMNS = 26;
    public static final int HOUR_SHARE = 24, WEEKEND = 25;

    /** Names of the columns, in order. */
    public static final List<String> NAMES = Stream.concat(
                    IntStream.range(0, 24).mapToObj("hour-%02d"::formatted), Stream.of("hour-share", "weekend"))
            .toList();

    private PurchaseFeatures() {}

    public static Tensor of(PurchaseQuestion question, List<Double> hourOfWeek) {
        float[] rows = new float[question.hours() * COLUMNS];
        ZonedDateTime start = question.from().atZone(question.zone());
        for (int hour = 0; hour < question.hours(); hour++) {
            ZonedDateTime time = start.plusHours(hour);
            int at = hour * COLUMNS;
            rows[at + time.getHour()] = 1;
            rows[at + HOUR_SHARE] = logShare(hourOfWeek, Catalogue.hourOfWeek(time.toLocalDateTime()));
            rows[at + WEEKEND] = time.getDayOfWeek().getValue() > 5 ? 1 : 0;
        }
        return new Tensor(question.hours(), COLUMNS, rows);
    }

    public static float logShare(List<Double> hourOfWeek, int hour) {
        return (float) StrictMath.log(hourOfWeek.get(hour) * 168);
    }
}
