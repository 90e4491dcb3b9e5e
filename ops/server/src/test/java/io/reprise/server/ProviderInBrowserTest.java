package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** People come in at their organisation's log-in page, by a provider that is not ours. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProviderInBrowserTest extends BrowserTest {

    private static int port;
    private static ProviderOfPeople provider;

    @Override
    Map<String, Object> settings() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        return Map.of(
                "REPRISE_OIDC_ISSUER",
                ProviderOfPeople.issuer(port),
                "REPRISE_OIDC_AUDIENCE",
                "reprise",
                "REPRISE_OIDC_CLIENT_ID",
                ProviderOfPeople.CLIENT,
                "REPRISE_OIDC_CLIENT_SECRET",
                ProviderOfPeople.SECRET);
    }

    @AfterAll
    static void closeProvider() {
        if (provider != null) {
            provider.close();
        }
    }

    private static Page stranger(String language, ColorScheme colours) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale(language).setColorScheme(colours));
        return context.newPage();
    }

    private static Page at(String name) {
        Page page = stranger("en-GB", ColorScheme.LIGHT);
        page.navigate(server.url() + "/login");
        page.click("text=Log in at your organisation");
        page.waitForURL(ProviderOfPeople.issuer(port) + "/login**");
        page.fill("[name=username]", name);
        page.fill("[name=password]", name);
        page.click("button[type=submit]");
        return page;
    }

    @Test
    @Order(1)
    void thePageSaysThatTheOrganisationsIsAwayAndLooksWellEverywhere() {
        for (String language : new String[] {"en-GB", "zh-CN"}) {
            for (ColorScheme colours : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                Page page = stranger(language, colours);
                page.navigate(server.url() + "/login");
                isFine(page);
                page.click("a[href='/oauth2/authorization/provider']");
                page.waitForURL(server.url() + "/login?away");
                assertThat(page.textContent(".alert"))
                        .contains(language.equals("en-GB") ? "cannot be reached" : "无法访问");
                page.setViewportSize(390, 800);
                isFine(page);
                picture(page, "login-" + language + "-" + colours);
            }
        }
    }

    @Test
    @Order(2)
    void somebodyOfTheOrganisationComesInWithTheirNameAndRole() {
        provider = ProviderOfPeople.start(port, server.url());
        Page olga = at("olga");
        olga.waitForURL(server.url() + "/");
        assertThat(olga.textContent("header")).contains("Log out olga");
        assertThat(olga.navigate(server.url() + "/campaigns/new").status()).isEqualTo(200);
        assertThat(olga.navigate(server.url() + "/operations").status()).isEqualTo(403);

        Page audra = as("audra");
        audra.navigate(server.url() + "/operations/log-ins");
        assertThat(audra.textContent("main tbody tr:has-text('olga')")).contains("Came in", "Marketer", "provider");
    }

    @Test
    @Order(3)
    void whoeverHasANameOfTheUserFileThereIsNotTakenForThatPersonAndIsToldSo() {
        Page page = at("ana");
        page.waitForURL(server.url() + "/login?refused");
        assertThat(page.textContent(".alert")).contains("did not let you in");
        assertThat(page.textContent("main")).doesNotContain("Name or password is not right");
        isFine(page);
    }

    @Test
    @Order(4)
    void whoeverHasNoRoleHereIsNotLetInAndIsToldSo() {
        Page page = at("egon");
        page.waitForURL(server.url() + "/login?norole");
        assertThat(page.textContent(".alert")).contains("gives you no role here");
        isFine(page);
        assertThat(page.navigate(server.url() + "/decisions").url()).isEqualTo(server.url() + "/login");
    }
}
