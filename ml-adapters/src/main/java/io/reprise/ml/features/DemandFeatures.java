package io.reprise.ml.features;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster.DemandQuestion;
import io.reprise.domain.model.port.DemandForecaster.Offered;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.ml.dataset.Catalogue;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/**
 * Features of the demand model, schema {@code demand-features/1}: a row for each item and hour, item-major.
 *
 * <p>Columns: 0 log of the item's units a day over the last 28 days, 1 the same over the last 7 relative to it, 2 log of
 * the hour's share of a week times 7, 3 whether it is a weekend, 4 log of the regular price, 5 minus the log of the
 * price over the regular price (0 without a discount, growing with it).
 */
public final class DemandFeatures {

    public static final String SCHEMA = "demand-features/1";
    public static final int COLUMNS = 6;

    /** Names of the columns, in order. */
    public static final List<String> NAMES =
            List.of("level-28-days", "level-7-days", "hour-share", "weekend", "regular-price", "discount");

    /** Columns that others read too. */
    public static final int LEVEL = 0, HOUR_SHARE = 2, REGULAR_PRICE = 4, DISCOUNT = 5;

    /** An item sells at least this much a day as far as the model is concerned. */
    private static final double LEVEL_MIN = 0.2;

    /** What the model knows of the shop when it answers; kept beside the artifact. */
    public record Table(Map<String, Level> items, Level unknown, List<Double> hourOfWeek) {}

    /** Units a day over the last 28 and 7 days. */
    public record Level(double days28, double days7) {}

    private DemandFeatures() {}

    /** One row, into {@code rows} at {@code row}. */
    public static void fill(
            float[] rows, int row, Level level, double hourShare, boolean weekend, long regularCents, double ratio) {
        double days28 = Math.max(LEVEL_MIN, level.days28());
        double days7 = Math.max(LEVEL_MIN, level.days7());
        int at = row * COLUMNS;
        rows[at] = (float) StrictMath.log(days28);
        rows[at + 1] = (float) StrictMath.log(days7 / days28);
        rows[at + 2] = (float) StrictMath.log(hourShare * 7);
        rows[at + 3] = weekend ? 1 : 0;
        rows[at + 4] = (float) StrictMath.log(regularCents / 100.0);
        rows[at + 5] = (float) -StrictMath.log(Math.min(1.5, Math.max(0.2, ratio)));
    }

    /** The model's input for a question. */
    public static Tensor of(DemandQuestion question, Table table) {
        float[] rows = new float[question.items().size() * question.hours() * COLUMNS];
        ZonedDateTime start = question.from().atZone(question.zone());
        int row = 0;
        for (Offered item : question.items()) {
            Level level = table.items().getOrDefault(item.sku().value(), table.unknown());
            double ratio =
                    (double) Price.discounted(item.regularPriceCents(), item.discountBps()) / item.regularPriceCents();
            for (int hour = 0; hour < question.hours(); hour++) {
                ZonedDateTime time = start.plusHours(hour);
                double share = table.hourOfWeek().get(Catalogue.hourOfWeek(time.toLocalDateTime()));
                fill(rows, row++, level, share, time.getDayOfWeek().getValue() > 5, item.regularPriceCents(), ratio);
            }
        }
        return new Tensor(row, COLUMNS, rows);
    }
}
