package io.reprise.benchmarks.models;

import io.reprise.ml.demand.Cadence;
import io.reprise.ml.demand.DemandPanel;
import io.reprise.ml.demand.DemandSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/**
 * Breakfast at the Frat (dunnhumby source files): 156 weeks of up to 58 products in 77 stores. A week without a row is not
 * known. What was published beside it are root mean squared errors of two forecasts for a series of each category in each
 * store, of the last fifth of its weeks, from the weeks before, with the promotions of those weeks known.
 */
final class FratData {

    private static final int WEEKS = 156;

    /** A fifth of 156 weeks, rounded up as the published split does. */
    static final int TEST_WEEKS = 32;

    /** @param arima with promotions and their lags, on the square root; @param stl with exponential smoothing */
    record Published(double arima, double stl) {}

    private static final List<String> FLAGS = List.of("feature", "display", "tpr_only");
    private static final List<String> CONTENTS =
            List.of("category", "sub_category", "manufacturer", "description", "size", "store", "segment", "state");

    private final Path folder;

    FratData(Path data) {
        this.folder = data.resolve("breakfast-at-the-frat");
    }

    private static final class Rows {
        private final float[] units = new float[WEEKS];
        private final float[] discount = new float[WEEKS];
        private final float[][] flags = new float[FLAGS.size()][WEEKS];
        private double base;
        private int bases;

        Rows() {
            Arrays.fill(units, Float.NaN);
        }
    }

    DemandPanel panel() throws IOException {
        Map<String, List<String>> products = new HashMap<>();
        Tables.read(
                folder.resolve("products.csv.gz"),
                r -> products.put(
                        r.get("upc_id"),
                        List.of(
                                r.get("category"),
                                r.get("sub_category"),
                                r.get("manufacturer"),
                                r.get("description"),
                                r.get("product_size"))));
        Map<String, List<String>> stores = new HashMap<>();
        Tables.read(
                folder.resolve("stores.csv.gz"),
                r -> stores.put(
                        r.get("store_id"),
                        List.of(r.get("store_id"), r.get("seg_value_name"), r.get("address_state_prov_code"))));
        LocalDate first = LocalDate.parse("2009-01-14");
        Map<String, Rows> all = new TreeMap<>();
        Tables.read(folder.resolve("transactions.csv.gz"), r -> {
            int week = (int) ChronoUnit.WEEKS.between(first, LocalDate.parse(r.get("week_end_date")));
            add(all.computeIfAbsent(r.get("upc_id") + "@" + r.get("store_id"), k -> new Rows()), week, r);
        });
        List<DemandSeries> series = new ArrayList<>();
        all.forEach((key, rows) -> {
            String[] of = key.split("@");
            List<String> content = new ArrayList<>(products.get(of[0]));
            content.addAll(stores.get(of[1]));
            double base = rows.bases == 0 ? 1 : rows.base / rows.bases;
            series.add(new DemandSeries(key, content, base, rows.units, rows.discount, rows.flags));
        });
        return new DemandPanel(first.minusDays(6), Cadence.WEEKLY, WEEKS, FLAGS, CONTENTS, true, series);
    }

    private static void add(Rows rows, int week, CSVRecord r) {
        rows.units[week] = Float.parseFloat(r.get("units"));
        for (int flag = 0; flag < FLAGS.size(); flag++) {
            rows.flags[flag][week] = Float.parseFloat(r.get(FLAGS.get(flag)));
        }
        if (!r.get("price").isEmpty() && !r.get("base_price").isEmpty()) {
            double price = Math.max(0.01, Double.parseDouble(r.get("price")));
            double base = Math.max(0.01, Double.parseDouble(r.get("base_price")));
            rows.discount[week] = (float) Math.max(-1, Math.min(2, Math.log(base / price)));
            rows.base += base;
            rows.bases++;
        }
    }

    /** By product@store; without those for which an error was not published as a number. */
    Map<String, Published> published() throws IOException {
        Map<String, Published> all = new TreeMap<>();
        Tables.read(folder.resolve("peer-results.csv.gz"), r -> {
            double arima = Tables.number(r.get("arima_lagged"));
            double stl = Tables.number(r.get("stl"));
            if (r.get("metric").equals("rmse") && !Double.isNaN(arima) && !Double.isNaN(stl)) {
                all.put(r.get("upc_id") + "@" + r.get("store_id"), new Published(arima, stl));
            }
        });
        return all;
    }
}
