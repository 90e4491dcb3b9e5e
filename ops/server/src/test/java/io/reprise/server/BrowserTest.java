package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** A whole server and a real browser; skipped where there is no Chromium. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    static RehearsalServer server;
    static Browser browser;
    private static Playwright playwright;

    /** htmx says so of a question that was given up for a newer one. */
    private static final Pattern GIVEN_UP = Pattern.compile("^htmx:(afterRequest|sendAbort|abort)");

    /** Errors on any page's console. */
    final List<String> complaints = new ArrayList<>();

    /** Settings of the server, over those of every rehearsal. */
    Map<String, Object> settings() throws IOException {
        return Map.of();
    }

    /** What a test puts around parts of the server. */
    BeanPostProcessor around() {
        return RehearsalServer.NOTHING;
    }

    @BeforeAll
    final void open(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium on this machine: browser tests are skipped");
        server = RehearsalServer.start(folder, settings(), around());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @BeforeEach
    final void forgetComplaints() {
        complaints.clear();
    }

    @AfterAll
    final void close() {
        if (server != null) {
            browser.close();
            playwright.close();
            server.close();
        }
    }

    final Page as(String person) {
        return as(person, "en-GB", ColorScheme.LIGHT);
    }

    final Page as(String person, String language, ColorScheme colours) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale(language).setColorScheme(colours));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !GIVEN_UP.matcher(message.text()).find()) {
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

    /** To be looked at. */
    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", name + ".png"))
                .setFullPage(true));
    }

    /** Nothing on the page that axe-core calls serious or critical, no word missing, nothing wider than the page. */
    final void isFine(Page page) {
        assertThat(page.content()).doesNotContain("??");
        assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("%s is no wider than the window", page.url())
                .isEqualTo(true);
        if (!(boolean) page.evaluate("typeof axe === 'object'")) {
            page.evaluate(AXE);
        }
        assertThat((List<?>) page.evaluate(VIOLATIONS)).as(page.url()).isEmpty();
    }

    private static final String VIOLATIONS = "async () => (await axe.run({ resultTypes: ['violations'] })).violations"
            + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
            + ".map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))";

    private static final String AXE = axe();

    private static String axe() {
        try (InputStream script = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
