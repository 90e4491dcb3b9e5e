package io.reprise.http.api;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Calls that no controller takes, so that {@link Problems} does not see them: of the API they are problems too. */
@RestControllerAdvice
class Unserved {

    @ExceptionHandler({
        NoResourceFoundException.class,
        HttpRequestMethodNotSupportedException.class,
        HttpMediaTypeNotSupportedException.class,
        HttpMediaTypeNotAcceptableException.class
    })
    ResponseEntity<Problem> unserved(ServletException e, HttpServletRequest request) throws ServletException {
        if (!request.getRequestURI().startsWith("/api/") || !(e instanceof ErrorResponse known)) {
            throw e; // Thrown on it goes the way of pages.
        }
        String detail = e instanceof NoResourceFoundException
                ? "There is nothing at " + request.getRequestURI() + "; /api/v1/openapi.json says what there is."
                : String.valueOf(known.getBody().getDetail());
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(known.getHeaders());
        return Problem.answer(known.getStatusCode(), "NotServed", "", detail, headers);
    }
}
