package io.reprise.server;

import io.reprise.http.security.SessionKey;
import io.reprise.ml.dataset.KeyedPseudonyms;
import java.io.IOException;
import org.springframework.boot.autoconfigure.session.SessionAutoConfiguration;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Sessions of the console: of the one server there is, or in the workflow engine's database, so that every server knows them. */
@Configuration(proxyBeanMethods = false)
@Import(SessionsConfiguration.WhereThereIsADatabase.class)
class SessionsConfiguration {

    @Bean
    SessionKey sessionKey(RepriseProperties settings) throws IOException {
        return SessionKey.derivedFrom(KeyedPseudonyms.key(settings.home(), settings.pseudonymKey()));
    }

    /**
     * Spring Session where there is a database for several servers. The engine's own files are one server's alone, which starts sooner
     * without a table of sessions. After everything else, of which the database is; ours before what would take its place.
     */
    static final class WhereThereIsADatabase implements DeferredImportSelector, EnvironmentAware, Ordered {

        private Environment environment;

        @Override
        public void setEnvironment(Environment environment) {
            this.environment = environment;
        }

        @Override
        public String[] selectImports(AnnotationMetadata importing) {
            return environment.getRequiredProperty("spring.datasource.url").startsWith("jdbc:h2:")
                    ? new String[0]
                    : new String[] {SessionsInDatabase.class.getName(), SessionAutoConfiguration.class.getName()};
        }

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }
    }
}
