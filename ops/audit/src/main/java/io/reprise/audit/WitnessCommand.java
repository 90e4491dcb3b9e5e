package io.reprise.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reprise.domain.model.proof.CosignatureKey;
import io.reprise.domain.model.proof.NoteSigner;
import io.reprise.projections.transparency.FolderCheckpoints;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.Witness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** Runs a witness: on a machine that whoever runs the log cannot write to. */
@CommandLine.Command(name = "witness", description = "Watches a log from elsewhere, and cosigns its checkpoints.")
final class WitnessCommand implements Callable<Integer> {

    private static final int REQUEST_BYTES_MAX = 64 * 1024;

    @CommandLine.Option(names = "--verifiers", required = true, description = "The log's log-verifiers.txt.")
    private Path verifiers;

    @CommandLine.Option(names = "--folder", required = true, description = "Where it keeps its key and what it saw.")
    private Path folder;

    @CommandLine.Option(names = "--name", description = "Name of its key, where it is made.", defaultValue = "witness")
    private String name;

    @CommandLine.Option(names = "--address", description = "Where it listens.", defaultValue = "127.0.0.1")
    private String address;

    @CommandLine.Option(names = "--port", description = "0 for any that is free.", defaultValue = "8095")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        HttpServer server = start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(1)));
        System.out.printf(
                "watching at http://%s:%d/add-checkpoint; the last it saw is at /checkpoint; its key, for auditors: %s",
                address, server.getAddress().getPort(), Files.readString(folder.resolve("witness-verifier.txt")));
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    HttpServer start() throws IOException {
        Witness witness = new Witness(
                LogKeys.verifiers(verifiers),
                key(),
                new FolderCheckpoints(folder.resolve("seen")),
                () -> System.currentTimeMillis() / 1000);
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/add-checkpoint", call -> {
            byte[] request = call.getRequestBody().readNBytes(REQUEST_BYTES_MAX + 1);
            answer(
                    call,
                    !call.getRequestMethod().equals("POST")
                            ? new Witness.Answer(405, "")
                            : request.length > REQUEST_BYTES_MAX
                                    ? new Witness.Answer(413, "")
                                    : witness.add(new String(request, StandardCharsets.UTF_8)));
        });
        server.createContext(
                "/checkpoint",
                call -> answer(
                        call,
                        witness.latest()
                                .map(seen -> new Witness.Answer(200, seen.note().toString()))
                                .orElse(new Witness.Answer(404, ""))));
        server.start();
        return server;
    }

    private static void answer(HttpExchange call, Witness.Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", answer.status() == 409 ? "text/x.tlog.size" : "text/plain");
        call.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    /** Its key, made at the first start. */
    private CosignatureKey key() throws IOException {
        Files.createDirectories(folder);
        Path signing = folder.resolve("witness-signing.key");
        if (!Files.exists(signing)) {
            try {
                NoteSigner.KeyLines lines = CosignatureKey.lines(
                        name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
                Files.writeString(folder.resolve("witness-verifier.txt"), lines.verifier() + "\n");
                Files.createFile(
                        signing, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(signing, lines.signer() + "\n");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java has no Ed25519", e);
            }
        }
        return CosignatureKey.signer(Files.readString(signing).strip());
    }
}
