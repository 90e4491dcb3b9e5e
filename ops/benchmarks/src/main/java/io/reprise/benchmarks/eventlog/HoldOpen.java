package io.reprise.benchmarks.eventlog;

import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that opens the log in a folder, appends one event and waits to be killed. */
final class HoldOpen {

    private static final String READY = "appended";

    private HoldOpen() {}

    public static void main(String[] args) throws IOException {
        EventLog log = EmbeddedEventLog.open(Path.of(args[0]));
        log.append(List.of(new LogFilling(new CampaignTrace(0), log)
                .stream("campaign/last-words-" + args[1], 0).getFirst()));
        System.out.println(READY);
        System.in.read();
    }

    /**
     * Runs it on a closed log, and kills it once its event is acknowledged.
     *
     * @param number distinguishes the streams of those that died before
     */
    static void dieWith(Path folder, long number) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldOpen.class.getName(),
                        folder.toString(),
                        Long.toString(number))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = process.inputReader().readLine();
        process.destroyForcibly().waitFor();
        if (!READY.equals(answer)) {
            throw new IllegalStateException("the process to be killed said " + answer);
        }
    }
}
