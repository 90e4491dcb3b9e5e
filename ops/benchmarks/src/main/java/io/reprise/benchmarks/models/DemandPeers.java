package io.reprise.benchmarks.models;

import io.reprise.ml.demand.DemandPanel;
import io.reprise.ml.demand.DemandSeries;
import io.reprise.ml.demand.DemandWindows.Window;
import io.reprise.ml.demand.Forecasts;
import io.reprise.ml.demand.WindowShape;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** R's package forecast, where Rscript is there: each series on its own, with the promotions that are planned. */
final class DemandPeers {

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private final Path folder;

    DemandPeers(Path folder) {
        this.folder = folder;
    }

    /** @return by model what it forecast; windows for which a model failed are not in it; empty without R */
    Map<String, Forecasts> forecast(String name, DemandPanel panel, List<Window> windows, int horizon)
            throws IOException, InterruptedException {
        String lacking = lacking();
        if (!lacking.isEmpty()) {
            System.out.println("  ETS and ARIMA are left out: " + lacking);
            return Map.of();
        }
        Files.createDirectories(folder);
        Path out = folder.resolve(name + "-forecasts.csv");
        Path in = folder.resolve(name + ".csv");
        Path script = folder.resolve("demand-peers.R");
        try (InputStream source = DemandPeers.class.getResourceAsStream("demand-peers.R")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Path before = folder.resolve(name + "-asked.csv");
        write(in, panel, windows);
        if (Files.exists(out) && Files.exists(before) && Files.mismatch(in, before) < 0) {
            System.out.println("  R forecast exactly this before: taken from " + out);
            return read(out, windows, horizon);
        }
        Process process = new ProcessBuilder(
                        "Rscript",
                        script.toString(),
                        in.toString(),
                        out.toString(),
                        Integer.toString(panel.cadence().season()),
                        Integer.toString(horizon),
                        panel.cadence().season() > 24 ? "stl" : "ets")
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("Rscript ended with " + process.exitValue() + "; its messages are above");
        }
        Files.move(in, before, StandardCopyOption.REPLACE_EXISTING);
        return read(out, windows, horizon);
    }

    /** @return why R cannot be used, or nothing where it can */
    static String lacking() throws InterruptedException {
        try {
            int status = new ProcessBuilder("Rscript", "-e", "library(forecast)")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return status == 0 ? "" : "R has no package forecast (Debian: r-cran-forecast)";
        } catch (IOException e) {
            return "there is no Rscript (Debian: r-cran-forecast)";
        }
    }

    private static void write(Path in, DemandPanel panel, List<Window> windows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(in)) {
            out.write("series,origin,period,units");
            List<String> regressors = panel.arePricesPlanned() ? panel.promotions() : List.of();
            for (String regressor : regressors) {
                out.write("," + regressor);
            }
            out.write(panel.arePricesPlanned() ? ",discount\n" : "\n");
            for (Window window : windows) {
                DemandSeries series = panel.series().get(window.series());
                boolean begun = false;
                for (int t = 0; t < panel.periods(); t++) {
                    begun |= series.isKnown(t);
                    if (begun) {
                        String units =
                                t < window.origin() && series.isKnown(t) ? Float.toString(series.units()[t]) : "NA";
                        out.write(window.series() + "," + window.origin() + "," + t + "," + units);
                        for (int flag = 0; flag < regressors.size(); flag++) {
                            out.write("," + series.flags()[flag][t]);
                        }
                        out.write(panel.arePricesPlanned() ? "," + series.discount()[t] + "\n" : "\n");
                    }
                }
            }
        }
    }

    private static Map<String, Forecasts> read(Path file, List<Window> windows, int horizon) throws IOException {
        Map<String, Map<Window, float[]>> found = new LinkedHashMap<>();
        try (Reader in = Files.newBufferedReader(file)) {
            for (CSVRecord row : FORMAT.parse(in)) {
                Window window = new Window(Integer.parseInt(row.get("series")), Integer.parseInt(row.get("origin")));
                float[] values = found.computeIfAbsent(row.get("model"), m -> new LinkedHashMap<>())
                        .computeIfAbsent(window, w -> new float[horizon * WindowShape.LEVELS.size()]);
                int at = (Integer.parseInt(row.get("period")) - window.origin()) * WindowShape.LEVELS.size();
                for (String quantile : List.of("q10", "q25", "q50", "q75", "q90")) {
                    values[at++] = Float.parseFloat(row.get(quantile));
                }
            }
        }
        Map<String, Forecasts> all = new LinkedHashMap<>();
        found.forEach((model, of) -> {
            List<Window> done = new ArrayList<>(windows);
            done.retainAll(of.keySet());
            all.put(
                    model,
                    new Forecasts(done, horizon, done.stream().map(of::get).toArray(float[][]::new)));
        });
        return all;
    }
}
