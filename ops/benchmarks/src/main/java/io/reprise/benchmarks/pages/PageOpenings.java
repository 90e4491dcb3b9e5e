package io.reprise.benchmarks.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Opens pages again and again. */
final class PageOpenings {

    private static final int NOT_COUNTED = 3;

    /** Resolves once the browser has painted something; the second is when the first byte came. */
    private static final String PAINTED = "() => new Promise(done => new PerformanceObserver((list, observer) => {"
            + " const paint = list.getEntriesByName('first-contentful-paint')[0];"
            + " if (!paint) return; observer.disconnect();"
            + " done([paint.startTime, performance.getEntriesByType('navigation')[0].responseStart]);"
            + " }).observe({ type: 'paint', buffered: true }))";

    private final Function<String, Page> loggedIn;
    private final String url;
    private final String campaign;
    private final int opens;

    PageOpenings(Function<String, Page> loggedIn, String url, String campaign, int opens) {
        this.loggedIn = loggedIn;
        this.url = url;
        this.campaign = campaign;
        this.opens = opens;
    }

    private record Opened(double content, double firstByte) {}

    List<List<Object>> measure() {
        List<List<Object>> rows = new ArrayList<>();
        List<Opened> all = new ArrayList<>();
        String sale = "/campaigns/" + campaign;
        measure("mei", rows, all, "/", "/calendar?day=2026-11-11", "/campaigns/new", sale, sale + "/live", "/inbox");
        measure("mei", rows, all, "/stock");
        measure("audra", rows, all, "/decisions", sale + "/as-of", sale + "/transparency", "/counterfactuals");
        measure("audra", rows, all, "/models", "/operations/log-ins");
        measure("otto", rows, all, "/operations", "/operations/checks", "/operations/processes");
        measure("otto", rows, all, "/operations/imports", "/operations/trainings");
        rows.add(row("all", "", all));
        return rows;
    }

    private void measure(String person, List<List<Object>> rows, List<Opened> all, String... paths) {
        Page page = loggedIn.apply(person);
        for (String path : paths) {
            List<Opened> opened = new ArrayList<>();
            for (int open = -NOT_COUNTED; open < opens; open++) {
                Opened one = open(page, path);
                if (open >= 0) {
                    opened.add(one);
                }
            }
            rows.add(row(path.replace(campaign, "…"), person, opened));
            all.addAll(opened);
        }
        page.context().close();
    }

    private Opened open(Page page, String path) {
        int status = page.navigate(url + path, new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED))
                .status();
        if (status != 200) {
            throw new IllegalStateException(path + " answered " + status);
        }
        List<?> painted = (List<?>) page.evaluate(PAINTED);
        return new Opened(((Number) painted.get(0)).doubleValue(), ((Number) painted.get(1)).doubleValue());
    }

    private static List<Object> row(String path, String who, List<Opened> opened) {
        List<Double> content = opened.stream().map(Opened::content).sorted().toList();
        List<Double> bytes = opened.stream().map(Opened::firstByte).sorted().toList();
        return List.of(path, who, at(bytes, 0.5), at(content, 0.5), at(content, 0.95), content.getLast());
    }

    /** @param sorted smallest first, @param share of 1 that is not larger; by the nearest rank */
    static double at(List<Double> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
