package io.reprise.benchmarks.nodes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A log as the checker reads it. */
final class LogLines {

    private static final int PAGE = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLines() {}

    static List<String> of(EventLog log) {
        List<String> lines = new ArrayList<>();
        for (List<StoredEvent> page = log.read(0, PAGE); !page.isEmpty(); page = log.read(lines.size(), PAGE)) {
            for (StoredEvent stored : page) {
                ObjectNode line = JSON.createObjectNode();
                line.put("position", stored.position());
                line.put("id", stored.event().id());
                line.put("stream", stored.event().stream());
                line.put("sequence", stored.event().sequence());
                line.put("name", stored.event().name());
                line.put("payload", new String(stored.event().payload(), StandardCharsets.UTF_8));
                lines.add(line.toString());
            }
        }
        return lines;
    }
}
