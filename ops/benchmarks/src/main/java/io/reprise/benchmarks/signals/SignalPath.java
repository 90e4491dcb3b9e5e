package io.reprise.benchmarks.signals;

import io.reprise.domain.model.audience.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A way for signals to become durable. */
interface SignalPath {

    String name();

    /** What is done besides writing them. */
    String does();

    Open open(Path folder) throws Exception;

    interface Open extends AutoCloseable {

        /** Returns when the batch is durable. @param campaign from 0 */
        void send(int campaign, List<Signal> batch, byte[] bytes) throws Exception;

        @Override
        void close() throws IOException;
    }
}
