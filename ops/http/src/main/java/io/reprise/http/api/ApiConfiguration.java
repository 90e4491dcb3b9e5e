package io.reprise.http.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.projections.answers.RememberedAnswers;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How bodies and parameters reach the API: limited in length and read strictly. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

    private static final int AFTER_SECURITY = 0;

    private final ObjectMapper json;

    ApiConfiguration(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(new WrittenInstant.OfText());
    }

    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        converters.addFirst(new StrictJson(json));
    }

    @Bean
    static FilterRegistrationBean<BodyLimit> bodyLimit() {
        FilterRegistrationBean<BodyLimit> registration = new FilterRegistrationBean<>(new BodyLimit());
        registration.addUrlPatterns("/api/*");
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    @Bean
    static FilterRegistrationBean<IdempotencyKeys> idempotencyKeys(RememberedAnswers answers, ObjectMapper json) {
        FilterRegistrationBean<IdempotencyKeys> registration =
                new FilterRegistrationBean<>(new IdempotencyKeys(answers, json, InstantSource.system()));
        registration.addUrlPatterns("/api/*");
        registration.setOrder(AFTER_SECURITY + 1);
        return registration;
    }
}
