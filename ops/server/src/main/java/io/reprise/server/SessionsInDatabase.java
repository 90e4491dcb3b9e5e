package io.reprise.server;

import io.reprise.http.security.SessionAttributes;
import io.reprise.http.security.SessionKey;
import io.reprise.http.security.StoreAwayFilter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.session.JdbcSessionDataSourceScriptDatabaseInitializer;
import org.springframework.boot.autoconfigure.session.JdbcSessionProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.web.http.CookieSerializer;

/** What Spring Session is given in place of its own. */
class SessionsInDatabase {

    /** Under the name that Spring Session asks for: without it, it would write and read Java's own serialized objects. */
    @Bean
    ConversionService springSessionConversionService() {
        GenericConversionService forms = new GenericConversionService();
        forms.addConverter(Object.class, byte[].class, SessionAttributes::write);
        forms.addConverter(byte[].class, Object.class, SessionAttributes::read);
        return forms;
    }

    @Bean
    CookieSerializer sessionCookie(SessionKey key, ServerProperties server) {
        var settings = server.getServlet().getSession().getCookie();
        SignedSessionCookie cookie = new SignedSessionCookie(key);
        cookie.setSameSite(settings.getSameSite().attributeValue());
        if (settings.getSecure() != null) {
            cookie.setUseSecureCookie(settings.getSecure());
        }
        return cookie;
    }

    /** Two calls of one browser may put the same thing into its session at once. */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer onConflict() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** The tables come with Spring Session, and are made where they are not there: its script would say an error for each that is. */
    @Bean
    JdbcSessionDataSourceScriptDatabaseInitializer sessionTables(DataSource database, JdbcSessionProperties settings) {
        return new JdbcSessionDataSourceScriptDatabaseInitializer(database, settings) {
            @Override
            public boolean initializeDatabase() {
                return !hasTable(database, settings.getTableName()) && super.initializeDatabase();
            }
        };
    }

    private static boolean hasTable(DataSource database, String name) {
        try (Connection connection = database.getConnection();
                ResultSet found = connection
                        .getMetaData()
                        .getTables(
                                connection.getCatalog(),
                                connection.getSchema(),
                                connection.getMetaData().storesLowerCaseIdentifiers()
                                        ? name.toLowerCase(Locale.ROOT)
                                        : name,
                                null)) {
            return found.next();
        } catch (SQLException e) {
            throw new IllegalStateException("the database of the sessions cannot be asked for its tables: " + e, e);
        }
    }

    /** Around the filter that reads and writes sessions. */
    @Bean
    FilterRegistrationBean<StoreAwayFilter> sessionsAway() {
        var filter = new FilterRegistrationBean<>(new StoreAwayFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
