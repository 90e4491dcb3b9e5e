package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.projections.feed.ViewFeed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators look after the views: what is dead, what is rebuilt, and who may not. */
class OperationsInBrowserTest extends BrowserTest {

    /** A promotion by nobody, as no version of Reprise writes it: the view of models cannot take it in. */
    private static void somethingBroken() {
        EventLog log = server.get(EventLog.class);
        String release = "f".repeat(64);
        String payload = "{\"at\":\"2026-11-11T10:00:00Z\",\"release\":{\"artifactSha256\":\"" + release
                + "\",\"model\":\"demand\"}}";
        log.append(List.of(new NewEvent(
                "broken",
                "release/demand:" + release,
                0,
                "ModelRelease",
                "model.promoted",
                1,
                Instant.parse("2026-11-11T10:00:00Z"),
                payload.getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8))));
        assertThat(server.get(ViewFeed.class).await(log.head(), Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void anOperatorSeesADeadLetterTriesItDropsItAndRebuilds() {
        somethingBroken();
        Page otto = as("otto");
        otto.click("nav >> text=Operations");
        assertThat(otto.textContent("#standing")).contains("Campaign board").contains("Following");
        assertThat(otto.textContent(".letter")).contains("model.promoted").contains("attempts: 1");
        otto.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/operations.png"))
                .setFullPage(true));

        otto.click(".letter button >> text=Try again");
        assertThat(otto.textContent(".alert-danger")).contains("1 still wait");
        otto.fill(".letter [name=reason]", "promoted by nobody");
        otto.click(".letter button >> text=Drop");
        assertThat(otto.textContent(".alert-success")).contains("left out");
        assertThat(otto.querySelector(".letter")).isNull();

        otto.click("#rebuild-board");
        assertThat(otto.textContent(".alert-success")).contains("begun");
        otto.waitForSelector("#rebuild-board");
        otto.navigate(server.url() + "/operations?lang=zh-CN");
        assertThat(otto.textContent("#standing")).contains("活动总览").contains("跟随中");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theApiIsDescribedOnAPageOfItsOwn() {
        Page mei = as("mei");
        mei.navigate(server.url() + "/api-docs");
        mei.click("[data-tag=campaigns]", new Page.ClickOptions().setTimeout(60_000));
        mei.waitForSelector("#swagger-ui >> text=Drafts a campaign");
        assertThat(complaints).isEmpty();
    }

    private static String fetched(Page page, String path, String header, String value) {
        return (String) page.evaluate(
                "([path, header, value]) => fetch(path, { cache: 'no-store', headers: { [header]: value }"
                        + " }).then(answer => answer.status + ' ' + answer.headers.get('cache-control') + ' ' +"
                        + " answer.headers.get('etag'))",
                List.of(path, header, value));
    }

    @Test
    void whatPagesAreMadeOfIsKeptByTheBrowserUntilItChangesAndPagesAreNot() {
        Page mei = as("mei");
        mei.navigate(server.url() + "/campaigns/new");
        List<?> parts = (List<?>) mei.evaluate("[...document.querySelectorAll('link, script')]"
                + ".map(part => new URL(part.href || part.src).pathname).filter(path => path.startsWith('/assets/'))");
        assertThat(parts).hasSize(4).allSatisfy(part -> assertThat((String) part)
                .matches("/assets/[a-z]+-[0-9a-f]{32}\\.(js|css|svg)"));
        for (Object part : parts) {
            assertThat(fetched(mei, (String) part, "Accept", "*/*"))
                    .startsWith("200 max-age=31536000, public, immutable ");
        }
        assertThat(fetched(mei, "/assets/styles-0123456789abcdef0123456789abcdef.css", "Accept", "text/css"))
                .as("what is not there is not kept as if it were")
                .startsWith("404");
        assertThat(fetched(mei, "/bpmn/campaign-lifecycle.bpmn", "If-None-Match", "\"of before\""))
                .startsWith("200 no-cache \"");
        assertThat(fetched(mei, "/inbox", "Accept", "text/html")).contains("no-store");
    }

    @Test
    void anAuditorOnlyLooksAndOthersDoNotEvenThat() {
        Page audra = as("audra");
        audra.navigate(server.url() + "/operations");
        assertThat(audra.textContent("#standing")).contains("Following");
        assertThat(audra.querySelector("#rebuild-board")).isNull();

        Page mei = as("mei");
        assertThat(mei.querySelector("nav a[href='/operations']")).isNull();
        assertThat(mei.navigate(server.url() + "/operations").status()).isEqualTo(403);
    }
}
