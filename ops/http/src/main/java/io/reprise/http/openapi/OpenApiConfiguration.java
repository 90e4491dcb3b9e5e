package io.reprise.http.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.judgement.JudgementRefusal;
import io.reprise.domain.model.privacy.PersonRefusal;
import io.reprise.domain.model.privacy.PrivacyRefusal;
import io.reprise.domain.model.registry.ModelReleaseRefusal;
import io.reprise.domain.model.stock.StockRefusal;
import io.reprise.domain.model.webhook.WebhookRefusal;
import io.reprise.http.api.ApiDocument;
import io.reprise.projections.feed.FeedRefusal;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** The API's document (OpenAPI 3.1): made from the controllers and records that answer, in the JSON form they answer in. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:io/reprise/http/openapi/springdoc.properties")
class OpenApiConfiguration {

    static {
        // One named type for each set of words: a client made from the document has one Role, not ten.
        ModelResolver.enumsAsRef = true;
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Reprise")
                        .version("1")
                        .description(
                                "Flash sales whose every decision can be taken again. Times are ISO 8601 instants, "
                                        + "money is integer minor units (…Cents), shares are basis points (…Bps).")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("This installation")))
                .components(new Components()
                        .addSecuritySchemes("basic", http("basic"))
                        .addSecuritySchemes(
                                "token",
                                http("bearer")
                                        .bearerFormat("JWT")
                                        .description("A token of the installation's provider, where it has one")))
                .security(List.of(
                        new SecurityRequirement().addList("basic"), new SecurityRequirement().addList("token")));
    }

    @Bean
    ApiDescription apiDescription(
            ObjectFactory<OpenAPIService> builder,
            AbstractRequestService requests,
            GenericResponseService responses,
            OperationService operations,
            SpringDocConfigProperties properties,
            SpringDocProviders providers,
            SpringDocCustomizers customizers) {
        return new ApiDescription(builder, requests, responses, operations, properties, providers, customizers);
    }

    /** Once the server answers, and beside whatever else it does then. */
    @Bean
    @ConditionalOnProperty("reprise.describe-at-start")
    ApplicationListener<ApplicationReadyEvent> describedAtStart(ApiDescription description) {
        return ready -> {
            Thread maker = new Thread(description::make, "api-description");
            maker.setDaemon(true);
            maker.setPriority(Thread.MIN_PRIORITY);
            maker.start();
        };
    }

    private static SecurityScheme http(String scheme) {
        return new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(scheme);
    }

    @Bean
    ModelResolver modelResolver(ObjectMapper json) {
        return new ModelResolver(ApiDocument.strict(json), new TypeNames()).openapi31(true);
    }

    @Bean
    TypeSchemas typeSchemas(ObjectMapper json) {
        return new TypeSchemas(json);
    }

    @Bean
    OpenApiCustomizer described(ObjectMapper json) throws IOException {
        try (InputStream in = OpenApiConfiguration.class.getResourceAsStream("examples.json")) {
            Map<String, Object> examples = json.readValue(in, new TypeReference<>() {});
            return new Described(examples, codes());
        }
    }

    private static List<String> codes() {
        Stream<Class<?>> refusals = Stream.of(
                        CampaignRefusal.class,
                        StockRefusal.class,
                        ModelReleaseRefusal.class,
                        PrivacyRefusal.class,
                        PersonRefusal.class,
                        JudgementRefusal.class,
                        FeedRefusal.class,
                        WebhookRefusal.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()));
        return Stream.concat(refusals.map(Class::getSimpleName), ApiDocument.codes().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
