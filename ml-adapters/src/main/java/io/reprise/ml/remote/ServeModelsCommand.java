package io.reprise.ml.remote;

import io.reprise.ml.tensorflow.DeviceChoice;
import io.reprise.ml.tensorflow.ModelShelf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** Serves the models of a home to other processes, until it is interrupted. */
@CommandLine.Command(
        name = "serve-models",
        description = "Serves models by the Open Inference Protocol, for REPRISE_MODELS_URL of others.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ServeModelsCommand implements Callable<Integer> {

    @CommandLine.Option(names = "--home", description = "Reprise's folder.", defaultValue = ".reprise/server")
    private Path home;

    @CommandLine.Option(names = "--port", description = "Port; 0 for a free one.", defaultValue = "8090")
    private int port;

    @CommandLine.Option(
            names = "--address",
            description = "Address; nobody is asked who they are, so only where the network is your own.",
            defaultValue = "127.0.0.1")
    private String address;

    @CommandLine.Option(names = "--device", description = "${COMPLETION-CANDIDATES}.", defaultValue = "AUTO")
    private DeviceChoice device;

    @CommandLine.Option(names = "--patience-millis", description = "Time for one answer.", defaultValue = "60000")
    private long patienceMillis;

    public static void main(String[] args) {
        System.exit(new CommandLine(new ServeModelsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ModelShelf shelf = new ModelShelf(home, home.resolve("models"), device);
        OpenInferenceServer server =
                new OpenInferenceServer(shelf, new InetSocketAddress(address, port), Duration.ofMillis(patienceMillis));
        System.out.printf(
                "%d artifacts on %s at http://%s:%d/v2%n", shelf.all().size(), shelf.device(), address, server.port());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            shelf.close();
        }));
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }
}
