package io.reprise.server;

import com.mongodb.client.MongoClient;
import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.LogReleases;
import io.reprise.domain.axon.LogStockItems;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.model.registry.PromotionTerms;
import io.reprise.projections.MongoConnection;
import io.reprise.projections.Stores;
import io.reprise.projections.lease.Lease;
import io.reprise.projections.snapshot.EmbeddedSnapshots;
import io.reprise.projections.snapshot.MongoSnapshots;
import io.reprise.workflows.ProcessMigration;
import io.reprise.workflows.ProcessReconciler;
import io.reprise.workflows.PromotionReconciler;
import io.reprise.workflows.TasklistAnswers;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * The workflow engine over the log, and nothing else: no step is carried out, no command sent, nobody served. Not found by
 * scanning, because the server must not have it.
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    CamundaBpmAutoConfiguration.class
})
@EnableConfigurationProperties(RepriseProperties.class)
class ProcessesAlone {

    /**
     * @param settings over those of {@code application.yml} and the environment
     * @throws IllegalStateException where a server runs on the same stores
     */
    static ConfigurableApplicationContext open(Map<String, Object> settings) {
        return new SpringApplicationBuilder(ProcessesAlone.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                // What goes wrong is said once, by the command; of tables that are not there nobody need hear.
                .properties(
                        "logging.level.org.springframework.boot.SpringApplication=off",
                        "logging.level.org.camunda.bpm.engine.persistence=off")
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("command", settings)))
                .run();
    }

    /** First the log: whoever has it open is a server, and the engine's database is theirs. */
    @Bean
    static BeanFactoryPostProcessor theLogFirst() {
        return beans -> beans.getBeanDefinition("dataSource").setDependsOn("engineDatabase");
    }

    @Bean
    EngineDatabase engineDatabase(Stores stores, Environment environment) {
        EngineDatabase database = EngineDatabase.named(environment);
        database.prepare();
        return database;
    }

    @Bean(destroyMethod = "close")
    MongoClient mongoClient(RepriseProperties settings) {
        return settings.isEmbedded()
                ? null
                : MongoConnection.open(settings.mongodbUri(), settings.mongodbCa(), settings.mongodbDatabase());
    }

    @Bean(destroyMethod = "close")
    Stores stores(RepriseProperties settings, Optional<MongoClient> client) {
        if (settings.isEmbedded()) {
            return Stores.embedded(settings.home());
        }
        var database = client.orElseThrow().getDatabase(settings.mongodbDatabase());
        Lease.holderOf(database, "views").ifPresent(server -> {
            throw new IllegalStateException(
                    "a server (" + server + ") runs on the same MongoDB: stop it, and try again");
        });
        return Stores.in(database);
    }

    @Bean
    StateSnapshots stateSnapshots(Stores stores, RepriseProperties settings, Optional<MongoClient> client) {
        return new StateSnapshots(
                stores.log(),
                settings.isEmbedded()
                        ? new EmbeddedSnapshots(settings.home().resolve("snapshots"))
                        : new MongoSnapshots(client.orElseThrow().getDatabase(settings.mongodbDatabase())));
    }

    @Bean
    LogCampaigns campaigns(Stores stores, StateSnapshots snapshots) {
        return new LogCampaigns(stores.log(), snapshots);
    }

    @Bean
    LogReleases releases(Stores stores, StateSnapshots snapshots) {
        return new LogReleases(stores.log(), snapshots);
    }

    @Bean
    LogStockItems stockItems(Stores stores, StateSnapshots snapshots) {
        return new LogStockItems(stores.log(), snapshots);
    }

    /** Tasks come to wait; whether they were answered meanwhile is looked at by the server when it starts. */
    @Bean
    TaskListener personalTask() {
        return task -> {};
    }

    @Bean
    TaskListener releaseTask() {
        return task -> {};
    }

    @Bean
    PromotionReconciler promotionReconciler(ProcessEngine engine, LogReleases releases) {
        return new PromotionReconciler(engine, releases, PromotionTerms.DEFAULT, new TasklistAnswers());
    }

    @Bean
    ProcessReconciler processReconciler(
            ProcessEngine engine, LogCampaigns campaigns, LogStockItems stock, PromotionReconciler promotions) {
        return new ProcessReconciler(engine, campaigns, stock, promotions, new TasklistAnswers());
    }

    @Bean
    ProcessMigration processMigration(
            ProcessEngine engine,
            LogCampaigns campaigns,
            LogReleases releases,
            ProcessReconciler lifecycles,
            PromotionReconciler promotions) {
        return new ProcessMigration(engine, campaigns, releases, PromotionTerms.DEFAULT, lifecycles, promotions);
    }
}
