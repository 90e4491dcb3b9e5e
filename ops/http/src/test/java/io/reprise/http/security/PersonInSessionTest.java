package io.reprise.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;

class PersonInSessionTest {

    private static final Authentication ANA = UsernamePasswordAuthenticationToken.authenticated(
            "ana", "a password", AuthorityUtils.createAuthorityList("ROLE_APPROVER"));

    private final PersonInSession people = new PersonInSession(key("one"));

    private static SessionKey key(String installation) {
        return SessionKey.derivedFrom(installation.getBytes(StandardCharsets.UTF_8));
    }

    private static MockHttpServletRequest with(MockHttpSession session) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setSession(session);
        return request;
    }

    private MockHttpSession sessionOf(Authentication who) {
        MockHttpSession session = new MockHttpSession();
        people.saveContext(new SecurityContextImpl(who), with(session), new MockHttpServletResponse());
        return session;
    }

    private static Authentication found(PersonInSession people, MockHttpSession session) {
        return people.loadDeferredContext(with(session)).get().getAuthentication();
    }

    @Test
    void whoLoggedInIsKnownAgainByNameAndRoles() {
        Authentication found = found(people, sessionOf(ANA));
        assertThat(found.isAuthenticated()).isTrue();
        assertThat(found.getName()).isEqualTo("ana");
        assertThat(found.getAuthorities()).extracting("authority").containsExactly("ROLE_APPROVER");
    }

    @Test
    void thePasswordIsNotKept() {
        assertThat((String) sessionOf(ANA).getAttribute(PersonInSession.ATTRIBUTE))
                .doesNotContain("password");
        assertThat(found(people, sessionOf(ANA)).getCredentials()).isNull();
    }

    @Test
    void whatWasSaidOfAnotherSessionLogsNobodyIn() {
        MockHttpSession another = new MockHttpSession();
        another.setAttribute(PersonInSession.ATTRIBUTE, sessionOf(ANA).getAttribute(PersonInSession.ATTRIBUTE));
        assertThat(found(people, another)).isNull();
        assertThat(people.containsContext(with(another))).isFalse();
    }

    @Test
    void whatWasChangedOrSignedByAnotherKeyLogsNobodyIn() {
        MockHttpSession session = sessionOf(ANA);
        assertThat(found(new PersonInSession(key("another")), session)).isNull();
        String[] parts = ((String) session.getAttribute(PersonInSession.ATTRIBUTE)).split("\\.");
        for (String planted : List.of(parts[0] + "." + parts[1] + ".", "e30." + parts[1] + "." + parts[2], "ana")) {
            session.setAttribute(PersonInSession.ATTRIBUTE, planted);
            assertThat(found(people, session)).as(planted).isNull();
        }
    }

    @Test
    void aStrangerIsNotKept() {
        Authentication stranger =
                new AnonymousAuthenticationToken("key", "stranger", AuthorityUtils.createAuthorityList("ROLE_NONE"));
        assertThat(sessionOf(stranger).getAttribute(PersonInSession.ATTRIBUTE)).isNull();
        assertThat(people.loadDeferredContext(new MockHttpServletRequest())
                        .get()
                        .getAuthentication())
                .isNull();
    }
}
