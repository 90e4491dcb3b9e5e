package io.reprise.bpmn;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The diagrams and decision tables themselves. */
public final class ProcessFiles {

    private static final List<String> NAMES = List.of(
            "campaign-lifecycle.bpmn",
            "model-promotion.bpmn",
            DecisionTables.APPROVAL_ROUTING + ".dmn",
            DecisionTables.ADJUSTMENT_GUARDRAILS + ".dmn");

    private ProcessFiles() {}

    /** Their content, by file name. */
    public static Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : NAMES) {
            try (InputStream file = ProcessFiles.class.getResourceAsStream("/bpmn/" + name)) {
                files.put(name, file.readAllBytes());
            }
        }
        return files;
    }
}
