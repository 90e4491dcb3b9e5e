package io.reprise.http.cloudevent;

import io.reprise.domain.axon.EventJson;
import java.net.URI;

/** Cloud events for tests in other packages. */
public final class TestCloudEvents {

    private TestCloudEvents() {}

    public static CloudEvents create() {
        return new CloudEvents(URI.create("/test"), EventJson.mapper());
    }
}
