package io.reprise.benchmarks.nodes;

import io.reprise.benchmarks.server.ServerProcess;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Where servers run: a load balancer that knows of each at once whether it is there, and sends each call to the next. */
final class Places {

    private final AtomicReferenceArray<ServerProcess> servers;

    Places(int size) {
        this.servers = new AtomicReferenceArray<>(size);
    }

    int size() {
        return servers.length();
    }

    void set(int place, ServerProcess server) {
        servers.set(place, server);
    }

    /** The server at this place, or at the next one that has one; null where nobody is there. */
    ServerProcess from(int place) {
        for (int i = 0; i < servers.length(); i++) {
            ServerProcess server = servers.get(Math.floorMod(place + i, servers.length()));
            if (server != null) {
                return server;
            }
        }
        return null;
    }

    ServerProcess any() {
        return from(0);
    }

    /** First of all it is dead, with calls in it; only then nobody is sent there any more. */
    void kill(int place) throws InterruptedException {
        ServerProcess server = servers.get(place);
        if (server != null) {
            server.kill();
            servers.set(place, null);
        }
    }

    void killAll() throws InterruptedException {
        for (int place = 0; place < servers.length(); place++) {
            kill(place);
        }
    }
}
