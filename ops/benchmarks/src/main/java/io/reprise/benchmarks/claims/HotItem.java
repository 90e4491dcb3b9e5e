package io.reprise.benchmarks.claims;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** One item that everybody wants, and somewhere that sells it. */
interface HotItem {

    String name();

    /** What is kept of a claim. */
    String keeps();

    /** @param folder on the disk that is measured, @param units there are, @param clients at once */
    Shop open(Path folder, int units, int clients) throws Exception;

    /** Open for claims of one unit each. */
    interface Shop extends AutoCloseable {

        /**
         * @param client from 0
         * @param claim a number of this client's, never the same twice
         * @return whether the unit is theirs, once that is durable
         */
        boolean claim(int client, long claim) throws Exception;

        /** Units sold, as what was stored says. */
        long sold() throws Exception;

        @Override
        void close() throws IOException, SQLException;
    }
}
