package io.reprise.http.openapi;

import java.util.Locale;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.ObjectFactory;

/**
 * Answers with the API's document, and can make it before anybody asks: that takes seconds, once. springdoc's own way to do so is
 * while the server starts, which then starts later.
 */
public class ApiDescription extends OpenApiWebMvcResource {

    private volatile boolean made;

    ApiDescription(
            ObjectFactory<OpenAPIService> builder,
            AbstractRequestService requests,
            GenericResponseService responses,
            OperationService operations,
            SpringDocConfigProperties properties,
            SpringDocProviders providers,
            SpringDocCustomizers customizers) {
        super(builder, requests, responses, operations, properties, providers, customizers);
    }

    /** There is one, in English; springdoc would keep one for each language that is asked in. */
    public void make() {
        getOpenApi(Locale.UK);
        made = true;
    }

    public boolean isMade() {
        return made;
    }
}
