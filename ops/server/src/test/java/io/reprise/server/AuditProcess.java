package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.audit.AuditCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The auditor's command line as it is typed, in a process of its own. */
final class AuditProcess {

    private AuditProcess() {}

    /** @return what it printed */
    static String run(Path home, int expectedExit, String... arguments) throws IOException, InterruptedException {
        return run(Map.of("REPRISE_HOME", home.toString()), expectedExit, arguments);
    }

    /** @param settings what the environment says beside what this process's says */
    static String run(Map<String, String> settings, int expectedExit, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AuditCommand.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder audit = new ProcessBuilder(command).redirectErrorStream(true);
        audit.environment().putAll(settings);
        Process process = audit.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(expectedExit);
        return said;
    }
}
