package io.reprise.http.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Who is logged in, as a signed text in their session (JWS, RFC 7515, HS256): a name, roles, and the session it was said of. No
 * password, no provider's token, no object. In another session, or changed, it says nothing.
 */
final class PersonInSession implements SecurityContextRepository {

    static final String ATTRIBUTE = "reprise.person";

    private static final Logger LOG = LoggerFactory.getLogger(PersonInSession.class);
    private static final String AUTHORITIES = "authorities";

    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();
    private final SessionKey key;

    PersonInSession(SessionKey key) {
        this.key = key;
    }

    @Override
    @SuppressWarnings("deprecation") // Of the only abstract method there is for it.
    public SecurityContext loadContext(HttpRequestResponseHolder call) {
        return kept(call.getRequest())
                .<SecurityContext>map(SecurityContextImpl::new)
                .orElse(null);
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return kept(request).isPresent();
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Authentication who = context.getAuthentication();
        if (who != null && !trust.isAnonymous(who)) {
            HttpSession session = request.getSession();
            session.setAttribute(ATTRIBUTE, signed(who, session.getId()));
            return;
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
    }

    private String signed(Authentication who, String session) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(who.getName())
                .claim(
                        AUTHORITIES,
                        who.getAuthorities().stream()
                                .map(GrantedAuthority::getAuthority)
                                .sorted()
                                .toList())
                .jwtID(session)
                .build();
        SignedJWT text = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            text.sign(new MACSigner(key.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a person cannot be signed for their session", e);
        }
        return text.serialize();
    }

    private Optional<Authentication> kept(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof String text
                ? verified(text, session.getId())
                : Optional.empty();
    }

    private Optional<Authentication> verified(String text, String session) {
        try {
            SignedJWT signed = SignedJWT.parse(text);
            JWTClaimsSet claims = signed.getJWTClaimsSet();
            if (signed.verify(new MACVerifier(key.bytes())) && session.equals(claims.getJWTID())) {
                List<SimpleGrantedAuthority> authorities = claims.getStringListClaim(AUTHORITIES).stream()
                        .map(SimpleGrantedAuthority::new)
                        .toList();
                return Optional.of(
                        UsernamePasswordAuthenticationToken.authenticated(claims.getSubject(), null, authorities));
            }
        } catch (ParseException | JOSEException e) {
            LOG.debug("what a session says of its person cannot be read", e);
        }
        LOG.warn("a session says of its person what was not said here of this session: nobody is logged in with it");
        return Optional.empty();
    }
}
