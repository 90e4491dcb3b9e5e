package io.reprise.server;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EventLog;
import io.reprise.ml.shadow.ShadowBench;
import io.reprise.projections.feed.ViewFeed;
import io.reprise.workflows.ProcessReconciler;
import io.reprise.workflows.ProcessTimers;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whose time it is. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

    @Bean
    CampaignClock campaignClock(
            RepriseProperties settings,
            EventLog log,
            ObjectProvider<EventStore> events,
            ObjectProvider<ViewFeed> views,
            ObjectProvider<ProcessTimers> timers,
            ObjectProvider<ProcessReconciler> processes,
            ObjectProvider<ShadowBench> shadows) {
        return settings.simulatedFrom() == null
                ? new MachineClock()
                : new SimulatedClock(
                        log,
                        settings.simulatedFrom(),
                        !settings.isEmbedded(),
                        () -> new SimulatedClock.Machinery(
                                events.getObject(),
                                views.getObject(),
                                timers.getObject(),
                                processes.getObject(),
                                shadows.getObject()));
    }
}
