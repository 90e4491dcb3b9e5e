package io.reprise.domain.axon;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.port.SubjectAccess;
import io.reprise.domain.model.privacy.SubjectRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the log from its beginning to where it ends now; only payloads in which the pseudonym is written are decoded. */
public final class LogSubjectAccess implements SubjectAccess {

    private static final int PAGE = 500;

    private final EventLog log;

    public LogSubjectAccess(EventLog log) {
        this.log = log;
    }

    @Override
    public SubjectRecord of(Pseudonym shopper) {
        SubjectRecord record = new SubjectRecord(shopper);
        long head = log.head();
        long position = 0;
        while (position < head) {
            List<StoredEvent> page = log.read(position, (int) Math.min(PAGE, head - position));
            for (StoredEvent stored : page) {
                if (AudienceEvent.class.isAssignableFrom(EventJson.type(stored)) && names(stored, shopper)) {
                    record.on((AudienceEvent) EventJson.read(stored));
                }
            }
            position += page.size();
        }
        return record;
    }

    private static boolean names(StoredEvent stored, Pseudonym shopper) {
        // ISO-8859-1 keeps every byte, so that text is searched without decoding it; a pseudonym is ASCII.
        return new String(stored.event().payload(), StandardCharsets.ISO_8859_1).contains(shopper.value());
    }
}
