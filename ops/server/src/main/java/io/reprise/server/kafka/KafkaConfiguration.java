package io.reprise.server.kafka;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.SignalPartitions;
import io.reprise.http.api.SignalLines;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumers where brokers are named. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
class KafkaConfiguration {

    @Bean
    @ConditionalOnExpression("!'${reprise.kafka.bootstrap-servers:}'.isBlank()")
    SignalIntake signalIntake(
            KafkaSettings settings,
            SignalPartitions partitions,
            Campaigns campaigns,
            SignalLines lines,
            CampaignClock clock,
            IntakeMeters meters) {
        return new SignalIntake(settings, partitions, campaigns, lines, clock, meters);
    }
}
