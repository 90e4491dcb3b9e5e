package io.reprise.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where, when and of what a measurement was taken. */
public final class Machine {

    private Machine() {}

    public static Map<String, Object> circumstances(Path folder) throws IOException, InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("commit", commit());
        all.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        all.put(
                "memory",
                system.getTotalMemorySize() / (1L << 30) + " GiB, heap at most "
                        + Runtime.getRuntime().maxMemory() / (1L << 20) + " MiB");
        all.put(
                "disk",
                Files.getFileStore(folder).type() + ", "
                        + Files.getFileStore(folder).getUsableSpace() / (1L << 30) + " GiB free");
        all.put("system", system.getName() + " " + system.getVersion() + " " + system.getArch());
        all.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        all.put("load before", system.getSystemLoadAverage());
        return all;
    }

    private static String commit() throws IOException, InterruptedException {
        String head = output("git", "rev-parse", "HEAD");
        return output("git", "status", "--porcelain", "--untracked-files=no").isEmpty()
                ? head
                : head + " with uncommitted changes";
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return System.getProperty("os.arch");
        }
        List<String> lines = Files.readAllLines(info);
        return lines.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? output : "unknown";
    }
}
