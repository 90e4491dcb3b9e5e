package io.reprise.benchmarks.server;

import com.sun.tools.attach.VirtualMachine;
import io.reprise.benchmarks.report.MemoryTrend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Memory of another Java process on this machine, seen after its heap was collected. */
public final class ServerMemory implements AutoCloseable {

    private final Path status;
    private final JMXConnector connector;
    private final MemoryMXBean memory;

    /**
     * All in MiB.
     *
     * @param used what lives in the heap, @param taken what the heap has taken from the system
     * @param anonymous anonymous memory in RAM: the heap and all that is not
     */
    public record Look(double used, double taken, double anonymous) {}

    private ServerMemory(Path status, JMXConnector connector, MemoryMXBean memory) {
        this.status = status;
        this.connector = connector;
        this.memory = memory;
    }

    public static ServerMemory of(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(
                    beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            return new ServerMemory(Path.of("/proc/" + pid + "/status"), connector, memory);
        } finally {
            machine.detach();
        }
    }

    public Look look() throws IOException, InterruptedException {
        memory.gc();
        double used = MemoryTrend.mib(memory.getHeapMemoryUsage().getUsed());
        // What the collector gives back to the system it gives back beside whoever asked.
        TimeUnit.SECONDS.sleep(2);
        List<String> lines = Files.readAllLines(status);
        return new Look(
                used, MemoryTrend.mib(memory.getHeapMemoryUsage().getCommitted()), MemoryTrend.mib(lines, "RssAnon"));
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
