package io.reprise.domain.model.port;

import io.reprise.domain.model.port.DataImports.DataImport;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Brings past behaviour and sales into an installation, from files that lie in its folder of incoming data. */
public interface DataImporter {

    /** What lies there, by name. */
    List<Incoming> incoming();

    /**
     * Puts a file there; one of that name is replaced.
     *
     * @throws io.reprise.domain.model.vocabulary.InvalidValue if the name is none
     */
    void receive(String name, InputStream content) throws IOException;

    /**
     * Imports what an order names.
     *
     * @throws io.reprise.domain.model.vocabulary.InvalidValue naming what is wrong with the order
     * @throws java.util.concurrent.CancellationException if it was called off; then nothing was imported
     * @throws IOException if the data cannot be read, saying what to do
     */
    DataImport run(Order order, Watch watch) throws IOException;

    /** @param files how many there are: 1, or those of a folder */
    record Incoming(String name, long bytes, int files) {}

    /**
     * @param data the name of something incoming, or {@code bundled}
     * @param layout of its files, empty where it is to be found out
     * @param name of the import, empty for that of the layout
     * @param zone where the source's clocks hang, @param currency of its prices, @param encoding of its text
     */
    record Order(
            String data,
            Optional<String> layout,
            Optional<String> name,
            Optional<String> zone,
            Optional<String> currency,
            Optional<String> encoding) {
        public Order {
            layout = layout == null ? Optional.empty() : layout;
            name = name == null ? Optional.empty() : name;
            zone = zone == null ? Optional.empty() : zone;
            currency = currency == null ? Optional.empty() : currency;
            encoding = encoding == null ? Optional.empty() : encoding;
        }
    }

    /** Whoever waits for an import. Asked and told by the importing thread. */
    interface Watch {

        /** @param phase what is done: {@code read}, {@code sort} or {@code write}, @param share of it that is done, 0 to 1 */
        void at(String phase, long rows, double share);

        boolean isCancelled();
    }
}
