package io.reprise.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A whole server and a real browser; skipped where there is no Chromium. */
abstract class BrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    static RehearsalServer server;
    static Browser browser;
    private static Playwright playwright;

    /** Errors on any page's console. */
    final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium on this machine: browser tests are skipped");
        server = RehearsalServer.start(folder);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void close() {
        if (server != null) {
            browser.close();
            playwright.close();
            server.close();
        }
    }

    final Page as(String person) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setLocale("en-GB"));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(server.url() + "/login");
        page.fill("#username", person);
        page.fill("#password", person);
        page.click("main button[type=submit]");
        page.waitForURL(server.url() + "/");
        return page;
    }
}
