package io.reprise.http.console;

import io.reprise.http.security.SecurityConfiguration;
import io.reprise.http.security.StartingFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Says that the server is starting, and asks again by itself. No request of Spring MVC: that may not be wired yet. */
@Component
final class StartingPage implements StartingFilter.Page {

    private final ITemplateEngine templates;
    private final LocaleResolver language;
    private final Assets assets;

    StartingPage(ITemplateEngine templates, LocaleResolver language, Assets assets) {
        this.templates = templates;
        this.language = language;
        this.assets = assets;
    }

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean isRead = request.getMethod().equals("GET");
        Map<String, Object> shown = Map.of(
                "isRead", isRead,
                // What was sent is not sent again: one comes to the beginning.
                "again", isRead ? "2" : "2;url=/",
                "theme", assets.at("theme.js"),
                "styles", assets.at("styles.css"),
                "icon", assets.at("reprise.svg"));
        byte[] page = templates
                .process("starting", new Context(language.resolveLocale(request), shown))
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", SecurityConfiguration.POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.getOutputStream().write(page);
    }
}
