package io.reprise.http.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.FlashMap;

/**
 * What a session of the console keeps, as JSON that any server reads. These forms are all there are: which object is made is
 * decided here, never by a class that is named in what is read.
 */
public final class SessionAttributes {

    /** Camunda's web apps keep what they make again from the person at each call. */
    private static final String MADE_AGAIN = "org.camunda.bpm.webapp.";

    private static final Set<String> HEADERS_OF_A_PAGE = Set.of("accept", "accept-language");

    private static final Logger LOG = LoggerFactory.getLogger(SessionAttributes.class);
    private static final JsonMapper JSON = new JsonMapper();

    private SessionAttributes() {}

    /** One of these, or none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Form(String text, Csrf csrf, Page wanted, List<Said> said, LogIn logIn) {

        static final Form NOTHING = new Form(null, null, null, null, null);

        static Form of(Csrf csrf) {
            return new Form(null, csrf, null, null, null);
        }

        static Form of(Page wanted) {
            return new Form(null, null, wanted, null, null);
        }

        static Form of(List<Said> said) {
            return new Form(null, null, null, said, null);
        }

        static Form of(LogIn logIn) {
            return new Form(null, null, null, null, logIn);
        }
    }

    /** Token against forged forms. */
    record Csrf(String header, String parameter, String token) {}

    /** Where somebody wanted to go who had to log in first. */
    record Page(
            String scheme,
            String host,
            int port,
            String url,
            String context,
            String servlet,
            String path,
            String query,
            String matching,
            List<String> languages,
            Map<String, List<String>> headers) {}

    /** What one page tells the next. */
    record Said(String path, Map<String, List<String>> parameters, long expiresMillis, Map<String, String> texts) {}

    /** A log-in that is under way at the provider. */
    record LogIn(
            String uri,
            String client,
            String redirect,
            Set<String> scopes,
            String state,
            Map<String, String> parameters,
            Map<String, String> attributes,
            String request) {}

    /** @throws IllegalArgumentException where a session keeps nothing of the kind */
    public static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(form(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null where nothing was kept, or what is none of the forms: of another release, or somebody's who wrote into the table. */
    public static Object read(byte[] bytes) {
        try {
            return value(JSON.readValue(bytes, Form.class));
        } catch (IOException | RuntimeException e) {
            LOG.warn("an attribute of a session is in no form that is known here, and left out: {}", e.getMessage());
            return null;
        }
    }

    private static Form form(Object value) {
        return switch (value) {
            case String text -> new Form(text, null, null, null, null);
            case CsrfToken token ->
                Form.of(new Csrf(token.getHeaderName(), token.getParameterName(), token.getToken()));
            case DefaultSavedRequest wanted -> Form.of(page(wanted));
            case List<?> maps ->
                Form.of(maps.stream().map(SessionAttributes::said).toList());
            case OAuth2AuthorizationRequest request -> Form.of(logIn(request));
            // The page of the log-in says that it failed; why is for the log alone.
            case AuthenticationException failed -> Form.NOTHING;
            case Object other when other.getClass().getName().startsWith(MADE_AGAIN) -> Form.NOTHING;
            default -> throw foreign(value);
        };
    }

    private static Object value(Form form) {
        if (form.text() != null) {
            return form.text();
        }
        if (form.csrf() != null) {
            return new DefaultCsrfToken(
                    form.csrf().header(), form.csrf().parameter(), form.csrf().token());
        }
        if (form.wanted() != null) {
            return wanted(form.wanted());
        }
        if (form.said() != null) {
            return form.said().stream()
                    .map(SessionAttributes::flash)
                    .collect(Collectors.toCollection(CopyOnWriteArrayList::new));
        }
        return form.logIn() == null ? null : request(form.logIn());
    }

    private static Page page(DefaultSavedRequest wanted) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        wanted.getHeaderNames().stream()
                .filter(name -> HEADERS_OF_A_PAGE.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> headers.put(name, wanted.getHeaderValues(name)));
        String query = wanted.getQueryString();
        String matching = wanted.getRedirectUrl().endsWith("continue") ? "continue" : null;
        return new Page(
                wanted.getScheme(),
                wanted.getServerName(),
                wanted.getServerPort(),
                wanted.getRequestURL(),
                wanted.getContextPath(),
                wanted.getServletPath(),
                wanted.getRequestURI(),
                query,
                matching,
                wanted.getLocales().stream().map(Locale::toLanguageTag).toList(),
                headers);
    }

    private static DefaultSavedRequest wanted(Page page) {
        return new DefaultSavedRequest.Builder()
                .setMethod("GET")
                .setScheme(page.scheme())
                .setServerName(page.host())
                .setServerPort(page.port())
                .setContextPath(page.context())
                .setServletPath(page.servlet())
                .setRequestURI(page.path())
                .setRequestURL(page.url())
                .setQueryString(page.query())
                .setMatchingRequestParameterName(page.matching())
                .setLocales(
                        page.languages().stream().map(Locale::forLanguageTag).toList())
                .setHeaders(page.headers())
                .setCookies(List.of())
                .setParameters(Map.of())
                .build();
    }

    private static Said said(Object one) {
        if (!(one instanceof FlashMap flash)) {
            throw foreign(one);
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>(flash.getTargetRequestParams());
        return new Said(flash.getTargetRequestPath(), parameters, flash.getExpirationTime(), texts(flash));
    }

    private static FlashMap flash(Said said) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        said.parameters().forEach((name, values) -> parameters.put(name, new ArrayList<>(values)));
        FlashMap flash = new FlashMap();
        flash.setTargetRequestPath(said.path());
        flash.addTargetRequestParams(parameters);
        flash.setExpirationTime(said.expiresMillis());
        flash.putAll(said.texts());
        return flash;
    }

    private static LogIn logIn(OAuth2AuthorizationRequest request) {
        return new LogIn(
                request.getAuthorizationUri(),
                request.getClientId(),
                request.getRedirectUri(),
                request.getScopes(),
                request.getState(),
                texts(request.getAdditionalParameters()),
                texts(request.getAttributes()),
                request.getAuthorizationRequestUri());
    }

    private static OAuth2AuthorizationRequest request(LogIn logIn) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(logIn.uri())
                .clientId(logIn.client())
                .redirectUri(logIn.redirect())
                .scopes(logIn.scopes())
                .state(logIn.state())
                .additionalParameters(Map.copyOf(logIn.parameters()))
                .attributes(all -> all.putAll(logIn.attributes()))
                .authorizationRequestUri(logIn.request())
                .build();
    }

    private static Map<String, String> texts(Map<String, Object> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!(value instanceof String text)) {
                throw foreign(value);
            }
            texts.put(name, text);
        });
        return texts;
    }

    private static IllegalArgumentException foreign(Object value) {
        return new IllegalArgumentException("a session keeps texts and what logging in needs, and no "
                + value.getClass().getName() + ": say it as a text, or give it a form here");
    }
}
