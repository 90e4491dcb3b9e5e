package io.reprise.domain.model.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Past behaviour and sales that were imported, and what was found about their quality. */
public interface DataImports {

    /** By name. */
    List<DataImport> all();

    /** The whole report for people, as one HTML page; empty where there is no such import. */
    Optional<String> report(String name);

    /**
     * @param layout how the files were read
     * @param quarantined rows set aside, with the reason kept
     * @param unreadable values that could not be read in columns, the worst first: {@code UnitPrice: 87}
     */
    record DataImport(
            String name,
            String source,
            String layout,
            long rows,
            long imported,
            long quarantined,
            long duplicates,
            Optional<Instant> first,
            Optional<Instant> last,
            List<String> unreadable) {
        public DataImport {
            unreadable = List.copyOf(unreadable);
        }
    }
}
