package io.reprise.benchmarks.eventlog;

import java.io.IOException;

/** A store that is open, and empty when it was opened. */
interface OpenStore extends AutoCloseable {

    /** One client: used by one thread, one request after the other. */
    interface Client {

        /** Makes the next request and returns once it is acknowledged. @return how many events that recorded */
        int request();
    }

    Client client(int number);

    /** How many events are there, counted in the store itself. */
    long countEvents() throws Exception;

    @Override
    void close() throws IOException;
}
