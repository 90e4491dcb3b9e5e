package io.reprise.benchmarks.pages;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import io.reprise.benchmarks.server.LargeSale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * How soon pages show something, and whether a live page keeps up with a large sale, in a real browser before a server that
 * runs; writes {@code pages.md} and {@code .json}.
 */
@CommandLine.Command(
        name = "pages",
        description = "Opens the console's pages in a browser, and has a large sale go on before one of them.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class PagesBenchmark implements Callable<Integer> {

    private static final String HOW_TO_READ = """
        # Pages

        A headless Chromium, logged in as the demo's people, opens each page of a server that runs on the same machine, as often as *opens*
        says, one page at a time; styles, scripts and charts come from the browser's cache, as for anybody who has been there before. *First content* is the
        browser's own First Contentful Paint, counted from the start of the way to the page (W3C Paint Timing); *first byte* is when the
        server's answer began. The live page then shows a sale that the same program plans, approves and starts over the API, and to which it
        sends, once a second, a signal for every item; one in five is an order, whose stock is claimed first. *Lag* is from the moment the
        server has acknowledged a second's signals until the page shows their units.
        """;

    @CommandLine.Option(names = "--url", description = "A demo's server.", defaultValue = "http://127.0.0.1:8080")
    private String url;

    @CommandLine.Option(
            names = "--campaign",
            description = "Whose pages; a sale that is over.",
            defaultValue = "double-11-7")
    private String campaign;

    @CommandLine.Option(names = "--opens", description = "How often each page is opened.", defaultValue = "40")
    private int opens;

    @CommandLine.Option(names = "--items", description = "Of the sale on the live page.", defaultValue = "1000")
    private int items;

    @CommandLine.Option(names = "--seconds", description = "For how long it is sold.", defaultValue = "60")
    private int seconds;

    @CommandLine.Option(names = "--chromium", description = "The browser.", defaultValue = "/usr/bin/chromium")
    private Path chromium;

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws Exception {
        Map<String, Object> circumstances = options.circumstances(Files.createDirectories(options.home()));
        circumstances.put("items on the live page", items);
        Report report = new Report(HOW_TO_READ, circumstances);
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
            circumstances.put("browser", "Chromium " + browser.version());
            PageOpenings openings = new PageOpenings(person -> loggedIn(browser, person), url, campaign, opens);
            report.table(
                    "First content",
                    "Milliseconds over " + opens + " openings of each page, after three that are not counted.",
                    List.of("page", "who", "first byte p50", "first content p50", "p95", "slowest"),
                    openings.measure());
            report.table(
                    "A live page before " + String.format("%,d", items) + " items",
                    "Once a second for " + Duration.ofSeconds(seconds).toSeconds() + " seconds.",
                    List.of("", "value"),
                    livePage(browser));
        }
        report.write(options.out(), "pages");
        return CommandLine.ExitCode.OK;
    }

    private List<List<Object>> livePage(Browser browser) throws IOException, InterruptedException {
        LargeSale sale = new LargeSale(url, items, options.seed());
        sale.start();
        return new LivePage(loggedIn(browser, "mei"), url, sale).follow(seconds);
    }

    private Page loggedIn(Browser browser, String person) {
        Page page = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"))
                .newPage();
        page.setDefaultTimeout(Duration.ofMinutes(2).toMillis());
        page.navigate(url + "/login");
        page.fill("#username", person);
        page.fill("#password", person);
        page.click("main button[type=submit]");
        page.waitForURL(url + "/");
        return page;
    }
}
