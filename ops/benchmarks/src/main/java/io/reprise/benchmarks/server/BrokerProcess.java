package io.reprise.benchmarks.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;

/** A broker of Apache Kafka in a process of its own: one node, KRaft, its own defaults otherwise. */
public final class BrokerProcess implements AutoCloseable {

    private static final int TRIES_MAX = 900;

    private final Process process;
    private final String bootstrap;
    private final Admin admin;

    private BrokerProcess(Process process, String bootstrap) {
        this.process = process;
        this.bootstrap = bootstrap;
        this.admin = Admin.create(client());
    }

    public static BrokerProcess start(Path folder) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        String bootstrap = "127.0.0.1:" + port;
        String controller = "127.0.0.1:" + ServerProcess.freePort();
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@" + controller);
        properties.put("listeners", "PLAINTEXT://" + bootstrap + ",CONTROLLER://" + controller);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", folder.resolve("data").toAbsolutePath().toString());
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        Path file = folder.resolve("server.properties").toAbsolutePath();
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        String[] format = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        StorageTool.execute(format, new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "kafka.Kafka",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
        // Nor does it outlive a benchmark that was stopped.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitPort(process, port);
        return new BrokerProcess(process, bootstrap);
    }

    private static void awaitPort(Process process, int port) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setTcpNoDelay(true);
                return;
            } catch (ConnectException e) {
                if (tries == TRIES_MAX || !process.isAlive()) {
                    throw new IOException("the broker does not start: its log is beside its data", e);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    public long pid() {
        return process.pid();
    }

    public String bootstrap() {
        return bootstrap;
    }

    public Properties client() {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrap);
        return client;
    }

    /** Makes a topic. */
    public void make(String topic, int partitions) throws InterruptedException, ExecutionException {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
    }

    /** How many records a group of consumers says it has read. */
    public long committed(String group) throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    @Override
    public void close() {
        admin.close();
        process.destroyForcibly().onExit().join();
    }
}
