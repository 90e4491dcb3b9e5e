package io.reprise.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.servlet.FlashMap;

class SessionAttributesTest {

    /** Remembers that it was made, as what an attacker would have made does harm. */
    public static final class Planted {
        static boolean isMade;

        public Planted(@JsonProperty("text") String text) {
            isMade = true;
        }
    }

    private static <T> T again(T value) {
        @SuppressWarnings("unchecked")
        T read = (T) SessionAttributes.read(SessionAttributes.write(value));
        return read;
    }

    @Test
    void aTextAndATokenAgainstForgedFormsComeBack() {
        assertThat(again("text")).isEqualTo("text");
        CsrfToken token = again(new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", "secret"));
        assertThat(List.of(token.getHeaderName(), token.getParameterName(), token.getToken()))
                .containsExactly("X-CSRF-TOKEN", "_csrf", "secret");
    }

    @Test
    void whatAPageTellsTheNextComesBackWithItsPlaceAndItsEnd() {
        FlashMap flash = new FlashMap();
        flash.put("done", "Approved.");
        flash.setTargetRequestPath("/campaigns/one");
        flash.addTargetRequestParam("tab", "plan");
        flash.setExpirationTime(42);
        List<FlashMap> again = again(new ArrayList<>(List.of(flash)));
        assertThat(again).containsExactly(flash);
        assertThat(again.getFirst().getExpirationTime()).isEqualTo(42);
        // The next page takes it out, and another may have been told meanwhile.
        again.add(flash);
    }

    @Test
    void wherePeopleWantedToGoComesBackWithTheirLanguageAndWithoutTheirCookies() {
        for (int port : List.of(80, 8080)) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/campaigns/one");
            request.setServletPath("/campaigns/one");
            request.setQueryString("tab=plan");
            request.setServerPort(port);
            request.addHeader("Accept-Language", "zh-CN");
            request.addHeader("Authorization", "Basic secret");
            request.addPreferredLocale(Locale.SIMPLIFIED_CHINESE);
            DefaultSavedRequest wanted = new DefaultSavedRequest(request, "continue");
            assertThat(new String(SessionAttributes.write(wanted), StandardCharsets.UTF_8))
                    .doesNotContain("secret");
            DefaultSavedRequest again = again(wanted);
            assertThat(again.getRedirectUrl())
                    .isEqualTo(wanted.getRedirectUrl())
                    .endsWith("?tab=plan&continue");
            assertThat(again.getLocales()).containsExactlyElementsOf(wanted.getLocales());
            assertThat(again.getHeaderValues("accept-language")).isEqualTo(wanted.getHeaderValues("accept-language"));
            request.setQueryString("tab=plan&continue");
            request.setParameter("continue", "");
            request.getSession().setAttribute("SPRING_SECURITY_SAVED_REQUEST", again);
            assertThat(new HttpSessionRequestCache().getMatchingRequest(request, new MockHttpServletResponse()))
                    .as("the call after the log-in is known to be that one")
                    .isNotNull();
        }
    }

    @Test
    void aLogInThatIsUnderWayAtTheProviderComesBack() {
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri("https://provider.example/authorize")
                .clientId("reprise")
                .redirectUri("https://sales.example/login/oauth2/code/provider")
                .scope("openid", "profile")
                .state("state")
                .additionalParameters(Map.of("code_challenge", "challenge"))
                .attributes(Map.of("registration_id", "provider", "code_verifier", "verifier"))
                .build();
        assertThat(again(request)).usingRecursiveComparison().isEqualTo(request);
    }

    @Test
    void whyALogInFailedIsNotKept() {
        assertThat(again(new BadCredentialsException("wrong"))).isNull();
    }

    @Test
    void aForeignTypeIsRefusedAndNotMade() throws IOException {
        String name = Planted.class.getName();
        ByteArrayOutputStream serialized = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(serialized)) {
            out.writeObject(new ArrayList<>(List.of("text")));
        }
        for (byte[] planted : List.of(
                ("{\"@class\":\"" + name + "\",\"text\":\"\"}").getBytes(StandardCharsets.UTF_8),
                ("[\"" + name + "\",{\"text\":\"\"}]").getBytes(StandardCharsets.UTF_8),
                ("{\"text\":{\"@class\":\"" + name + "\",\"text\":\"\"}}").getBytes(StandardCharsets.UTF_8),
                serialized.toByteArray())) {
            assertThat(SessionAttributes.read(planted)).isNull();
        }
        assertThat(Planted.isMade).isFalse();
    }

    @Test
    void whatASessionCannotKeepIsRefusedWhenItIsPutIn() {
        FlashMap flash = new FlashMap();
        flash.put("page", List.of("of a page"));
        for (Object foreign : List.of(42, Map.of(), List.of("text"), List.of(flash))) {
            assertThatThrownBy(() -> SessionAttributes.write(foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("say it as a text");
        }
    }
}
