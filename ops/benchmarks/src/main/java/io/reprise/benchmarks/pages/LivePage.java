package io.reprise.benchmarks.pages;

import com.microsoft.playwright.Page;
import io.reprise.benchmarks.server.LargeSale;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A live page in a browser while its sale goes on. */
final class LivePage {

    /** Keeps when which number of units was shown; the browser's clock is the machine's. */
    private static final String WATCH = "() => { window.shown = []; const look = () => { const units ="
            + " Number(document.querySelector('#figures .figures > div:nth-child(2) dd').textContent.replace(/\\D/g, ''));"
            + " const last = window.shown.at(-1); if (!last || last[1] !== units) window.shown.push([Date.now(), units]);"
            + " }; look(); new MutationObserver(look).observe(document.querySelector('main'), { childList: true, subtree:"
            + " true }); }";

    /** Waits that much longer for what was sent last. */
    private static final int LAST_MILLIS = 30_000;

    private final Page page;
    private final String url;
    private final LargeSale sale;

    private record Acknowledged(long millis, int units) {}

    LivePage(Page page, String url, LargeSale sale) {
        this.page = page;
        this.url = url;
        this.sale = sale;
    }

    List<List<Object>> follow(int seconds) throws IOException, InterruptedException {
        page.navigate(url + "/campaigns/" + sale.id() + "/live");
        page.waitForSelector("#live-says >> text=Live");
        page.evaluate(WATCH);
        List<Acknowledged> acknowledged = new ArrayList<>();
        long begun = System.currentTimeMillis();
        for (int second = 0; second < seconds; second++) {
            long due = begun + second * 1_000L;
            Thread.sleep(Math.max(0, due - System.currentTimeMillis()));
            sale.sellOneSecond();
            acknowledged.add(new Acknowledged(System.currentTimeMillis(), sale.units()));
        }
        double took = (System.currentTimeMillis() - begun) / 1e3;
        page.waitForFunction(
                "units => window.shown.at(-1)[1] >= units",
                sale.units(),
                new Page.WaitForFunctionOptions().setTimeout(LAST_MILLIS));
        return rows(acknowledged, shown(), took);
    }

    private List<Acknowledged> shown() {
        return ((List<?>) page.evaluate("() => window.shown"))
                .stream()
                        .map(one -> (List<?>) one)
                        .map(one ->
                                new Acknowledged(((Number) one.get(0)).longValue(), ((Number) one.get(1)).intValue()))
                        .toList();
    }

    private List<List<Object>> rows(List<Acknowledged> acknowledged, List<Acknowledged> shown, double took) {
        List<Double> lags = acknowledged.stream()
                .map(sent -> (double) Math.max(0, firstWith(shown, sent.units()) - sent.millis()))
                .toList();
        int third = Math.max(1, lags.size() / 3);
        List<Double> sorted = lags.stream().sorted().toList();
        return List.of(
                List.of("seconds of signals sent", acknowledged.size()),
                List.of("in seconds", took),
                List.of("units ordered", sale.units()),
                List.of("changes shown", shown.size() - 1),
                List.of("lag p50, ms", PageOpenings.at(sorted, 0.5)),
                List.of("lag p95, ms", PageOpenings.at(sorted, 0.95)),
                List.of("longest lag, ms", sorted.getLast()),
                List.of("median lag of the first third, ms", median(lags.subList(0, third))),
                List.of("median lag of the last third, ms", median(lags.subList(lags.size() - third, lags.size()))),
                List.of(
                        "last figure shown",
                        String.format(Locale.ROOT, "%,d", shown.getLast().units())));
    }

    private static long firstWith(List<Acknowledged> shown, int units) {
        return shown.stream()
                .filter(one -> one.units() >= units)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the page never showed " + units + " units"))
                .millis();
    }

    private static double median(List<Double> lags) {
        return PageOpenings.at(lags.stream().sorted().toList(), 0.5);
    }
}
