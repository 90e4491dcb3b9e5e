package io.reprise.http.console;

import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.http.security.StartingFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/** The reader's language, and where scripts, styles and diagrams lie. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver resolver = new CookieLocaleResolver("lang");
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setDefaultLocaleFunction(request -> {
            Locale asked = request.getLocale();
            return asked.getLanguage().equals(Locale.CHINESE.getLanguage()) ? Locale.SIMPLIFIED_CHINESE : Locale.UK;
        });
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor language = new LocaleChangeInterceptor();
        language.setParamName("lang");
        language.setIgnoreInvalidLocale(true);
        registry.addInterceptor(language);
    }

    /** Before everything else that looks at a request. */
    @Bean
    static FilterRegistrationBean<StartingFilter> starting(StartingFilter filter) {
        FilterRegistrationBean<StartingFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** As long as somebody who has logged in waits for the next page without doing something else. */
    @Bean
    static StartingFilter startingFilter(@Lazy StartingFilter.Page page) {
        return new StartingFilter(page, Duration.ofSeconds(20));
    }

    /**
     * The log-in page is there before everything is wired, so nothing that pages are made of may be asked for it. Pages that are not
     * made of our frame, a quality report for instance, ask for the icon at its usual place.
     */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/login").setViewName("login");
        registry.addRedirectViewController("/favicon.ico", "/assets/reprise.svg");
    }

    /**
     * What has its version or its digest in its path is kept by the browser for good: a page that was opened once asks for nothing
     * but itself. Of diagrams it asks whether they have changed, by a digest: the times in a jar are those of no build.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        CacheControl forGood =
                CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(forGood);
        registry.addResourceHandler("/webjars/echarts/**")
                .addResourceLocations("classpath:/META-INF/resources/_static/echarts/")
                .setCacheControl(forGood);
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(forGood)
                .setUseLastModified(false)
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"))
                .addResolver(new FrameStyles());
        Map<String, String> digests = new ConcurrentHashMap<>();
        registry.addResourceHandler("/bpmn/**")
                .addResourceLocations("classpath:/bpmn/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(
                        resource -> digests.computeIfAbsent(resource.getDescription(), path -> digest(resource)));
    }

    private static String digest(Resource resource) {
        try {
            return Sha256.hex(resource.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
