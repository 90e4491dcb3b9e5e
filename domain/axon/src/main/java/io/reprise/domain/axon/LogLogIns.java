package io.reprise.domain.axon;

import io.reprise.domain.model.identity.IdentityEvent;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LogIns;
import io.reprise.domain.model.port.StoredEvent;
import java.util.List;
import java.util.Optional;

/** All log-ins in one stream. */
public final class LogLogIns implements LogIns {

    private final EventLog log;

    public LogLogIns(EventLog log) {
        this.log = log;
    }

    @Override
    public void record(IdentityEvent event) {
        StreamAppend.append(
                log, Streams.IDENTITY, "Identity", () -> Optional.of(new StreamAppend.Timed(event, event.at())));
    }

    @Override
    public List<Numbered> before(long before, int max) {
        long end = Math.min(before, log.lastSequence(Streams.IDENTITY).orElse(-1) + 1);
        long from = Math.max(0, end - max);
        return log.readStream(Streams.IDENTITY, from, (int) (end - from)).reversed().stream()
                .map(LogLogIns::numbered)
                .toList();
    }

    private static Numbered numbered(StoredEvent stored) {
        return new Numbered(stored.event().sequence(), (IdentityEvent) EventJson.read(stored));
    }
}
