package io.reprise.server;

import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.projections.lease.CommonKeys;
import io.reprise.workflows.LifecycleReactions;
import io.reprise.workflows.ServerTurn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keeps servers that share a MongoDB and a PostgreSQL out of each other's way; one by itself needs none of it. */
@Configuration(proxyBeanMethods = false)
class OneOfSeveral {

    @Bean
    ServerTurn serverTurn(
            RepriseProperties settings, MongoDatabase database, ObjectProvider<LifecycleReactions> reactions) {
        return settings.isEmbedded() ? ServerTurn.ALWAYS : new SharedDuties(database, reactions);
    }

    /** When every key that is missing has been made. */
    @Bean
    SmartInitializingSingleton commonKeys(
            RepriseProperties settings,
            MongoDatabase database,
            @Qualifier("installation") Pseudonyms pseudonyms,
            @Value("${reprise.webhook-key:}") String webhookKey) {
        return () -> {
            if (!settings.isEmbedded()) {
                requireCommon(new CommonKeys(database), settings, pseudonyms, webhookKey);
            }
        };
    }

    private static void requireCommon(
            CommonKeys keys, RepriseProperties settings, Pseudonyms pseudonyms, String webhookKey) {
        // What a key makes tells two keys apart as well as the keys would.
        keys.require(
                "pseudonyms",
                "REPRISE_PSEUDONYM_KEY",
                utf8(pseudonyms.of("a shopper of nobody's").value()));
        Path webhooks = settings.home().resolve("keys").resolve("webhook.key");
        Path verifiers = settings.logKeys().resolve("log-verifiers.txt");
        Path locators = settings.logKeys().resolve("people-locators.json");
        try {
            keys.require(
                    "webhooks",
                    "REPRISE_WEBHOOK_KEY",
                    webhookKey.isBlank() ? Files.readAllBytes(webhooks) : utf8(webhookKey));
            keys.require("people", "REPRISE_LOG_KEYS", Files.readAllBytes(locators));
            // The first key that ever signed: it stays there when the key is rotated.
            keys.require(
                    "signing the log",
                    "REPRISE_LOG_KEYS",
                    utf8(Files.readAllLines(verifiers).getFirst()));
        } catch (IOException e) {
            throw new UncheckedIOException("a key that servers have in common cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
