package io.reprise.projections.evidence;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that everything models were asked and answered, as far as an event names it, is in the evidence store as it was. */
public final class EvidenceCheck {

    private static final Pattern NAMED = Pattern.compile("\"(?:input|output)Sha256\":\"([0-9a-f]{64})\"");
    private static final int PAGE = 500;

    private EvidenceCheck() {}

    /** A piece that is not there, or not as it was. @param position of the first event that names it */
    public record Finding(long position, String sha256, String what) {}

    /** @param pieces that were looked at */
    public record Result(long pieces, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    public static Result check(EventLog log, EvidenceStore evidence) {
        Set<String> seen = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        long position = 0;
        List<StoredEvent> page;
        do {
            page = log.read(position, PAGE);
            for (StoredEvent stored : page) {
                Matcher named = NAMED.matcher(new String(stored.event().payload(), StandardCharsets.UTF_8));
                while (named.find()) {
                    if (seen.add(named.group(1))) {
                        look(stored.position(), named.group(1), evidence, findings);
                    }
                }
            }
            position += page.size();
        } while (!page.isEmpty());
        return new Result(seen.size(), findings);
    }

    private static void look(long position, String sha256, EvidenceStore evidence, List<Finding> findings) {
        try {
            if (evidence.get(sha256).isEmpty()) {
                findings.add(new Finding(position, sha256, "is missing"));
            }
        } catch (EvidenceStore.EvidenceDamaged e) {
            findings.add(new Finding(position, sha256, "was changed: its bytes have another digest"));
        }
    }
}
