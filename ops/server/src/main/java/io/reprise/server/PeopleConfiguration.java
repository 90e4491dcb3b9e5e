package io.reprise.server;

import com.mongodb.client.MongoDatabase;
import io.reprise.domain.axon.LogErasures;
import io.reprise.domain.axon.LogSubjectAccess;
import io.reprise.domain.model.port.Erasures;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.port.SubjectAccess;
import io.reprise.ml.dataset.KeyedPseudonyms;
import io.reprise.projections.people.EmbeddedKeyShelf;
import io.reprise.projections.people.KeyShelf;
import io.reprise.projections.people.MasterKeyRotation;
import io.reprise.projections.people.MongoKeyShelf;
import io.reprise.projections.people.PeopleKeys;
import io.reprise.projections.people.ShelvedPseudonyms;
import java.io.IOException;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Who a pseudonym is, and how that is forgotten. */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {

    @Bean(destroyMethod = "close")
    KeyShelf keyShelf(RepriseProperties settings, MongoDatabase database) {
        return settings.isEmbedded()
                ? new EmbeddedKeyShelf(settings.home().resolve("people"))
                : new MongoKeyShelf(database);
    }

    @Bean
    PeopleKeys peopleKeys(RepriseProperties settings) {
        return PeopleKeys.in(settings.logKeys());
    }

    @Bean
    PeopleKeysSealing peopleKeysSealing(PeopleKeys secrets, KeyShelf shelf) {
        return new PeopleKeysSealing(secrets, new MasterKeyRotation(secrets, shelf));
    }

    @Bean
    Erasures erasures(EventLog log) {
        return new LogErasures(log);
    }

    @Bean
    SubjectAccess subjectAccess(EventLog log) {
        return new LogSubjectAccess(log);
    }

    /** Of the installation's one key: what people were called before they had keys, and still are in imported data. */
    @Bean
    @Qualifier("installation") Pseudonyms installationPseudonyms(RepriseProperties settings) throws IOException {
        return new KeyedPseudonyms(KeyedPseudonyms.key(settings.home(), settings.pseudonymKey()));
    }

    /**
     * Who is in a log of before goes on under the same pseudonym. Where time is simulated so are people: the same seed gives
     * the same sale only if they are called the same in each.
     */
    @Bean
    @Primary
    ShelvedPseudonyms pseudonyms(
            RepriseProperties settings,
            PeopleKeys secrets,
            KeyShelf shelf,
            EventLog log,
            Erasures erasures,
            @Qualifier("installation") Pseudonyms installation) {
        boolean adopts = shelf.adopts(() -> settings.simulatedFrom() != null || log.head() > 0);
        ShelvedPseudonyms pseudonyms =
                new ShelvedPseudonyms(secrets, shelf, erasures, adopts ? Optional.of(installation) : Optional.empty());
        if (shelf.certificates() < erasures.count()) {
            pseudonyms.destroyErased();
        }
        return pseudonyms;
    }
}
