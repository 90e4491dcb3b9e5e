package io.reprise.http.api;

import io.reprise.domain.model.port.EventLog;

/** A log for tests in other packages. */
public final class TestLog {

    private final InMemoryLog log = new InMemoryLog();

    public EventLog log() {
        return log;
    }
}
