package io.reprise.http.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A list that {@link Listing} answers in pages; says so in the API's document. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "limit",
        in = ParameterIn.QUERY,
        description = "How many at most; without it, and without a cursor, all. What comes after is at Link: rel=next",
        schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
@Parameter(
        name = "cursor",
        in = ParameterIn.QUERY,
        description = "From Link: rel=next of the page before",
        schema = @Schema(type = "string"))
@interface Paged {}
