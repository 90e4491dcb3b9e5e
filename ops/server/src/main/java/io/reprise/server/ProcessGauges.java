package io.reprise.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Whether processes can go on by themselves. */
@Component
class ProcessGauges implements MeterBinder {

    private final RuntimeService processes;
    private final ManagementService jobs;

    ProcessGauges(@Lazy RuntimeService processes, @Lazy ManagementService jobs) {
        this.processes = processes;
        this.jobs = jobs;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder(
                        "reprise.process.incidents",
                        () -> processes.createIncidentQuery().count())
                .description("Processes that cannot go on by themselves")
                .register(meters);
        Gauge.builder(
                        "reprise.process.jobs.failed",
                        () -> jobs.createJobQuery().noRetriesLeft().count())
                .description("Steps of processes that were given up")
                .register(meters);
    }
}
