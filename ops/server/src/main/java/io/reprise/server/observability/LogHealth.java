package io.reprise.server.observability;

import io.reprise.domain.model.port.EventLog;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Whether the log can be reached: a server without it can neither decide nor answer, and should be sent nothing. */
@Component("eventLogHealthIndicator")
class LogHealth extends AbstractHealthIndicator {

    private final EventLog log;

    LogHealth(EventLog log) {
        super("the event log does not answer");
        this.log = log;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        long head = log.head();
        if (head > 0) {
            log.read(head - 1, 1);
        }
        health.up().withDetail("events", head);
    }
}
