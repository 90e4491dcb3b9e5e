package io.reprise.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.DataImporter;
import io.reprise.domain.model.port.DataImporter.Incoming;
import io.reprise.domain.model.port.DataImporter.Order;
import io.reprise.domain.model.port.DataImports.DataImport;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.WorkQueue.Stage;
import io.reprise.projections.answers.KeptWork;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Imports that people ask for, one after the other. What is called off has imported nothing. */
public final class ImportDesk extends WorkDesk<Order, ImportDesk.Progress, DataImport, ImportDesk.Import> {

    public static final int KEPT_MAX = 100;

    /** {@code bundled}: the extract that comes with Reprise. */
    public static final String BUNDLED = "bundled";

    /** @param phase {@code read}, {@code sort} or {@code write}; empty before it begins, @param share of the phase, 0 to 1 */
    public record Progress(String phase, long rows, double share) {}

    /**
     * @param imported once it is done
     * @param failure why nothing was imported, where it failed; empty otherwise
     */
    public record Import(
            String id,
            Order order,
            String askedBy,
            Instant askedAt,
            Stage stage,
            Progress progress,
            Optional<DataImport> imported,
            String failure) {}

    private final class Job implements WorkQueue.Job<Progress, DataImport>, DataImporter.Watch {
        private final Order order;
        private volatile Progress progress = new Progress("", 0, 0);
        private volatile boolean cancelled;

        private Job(Order order) {
            this.order = order;
        }

        @Override
        public Progress progress() {
            return progress;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public DataImport run() throws IOException {
            return importer.run(order, this);
        }

        @Override
        public void at(String phase, long rows, double share) {
            progress = new Progress(phase, rows, Math.clamp(share, 0, 1));
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }

    private final DataImporter importer;

    public ImportDesk(DataImporter importer, CampaignClock clock, KeptWork kept, ObjectMapper json) {
        super(
                new WorkQueue<>(
                        "imports",
                        KEPT_MAX,
                        clock,
                        new WorkBoard<>(kept, json, Order.class, Progress.class, DataImport.class)),
                Import::new);
        this.importer = importer;
    }

    /** What lies in the folder of incoming data. */
    public List<Incoming> incoming() {
        return importer.incoming();
    }

    /** @throws InvalidValue if the name is none */
    public void receive(String name, InputStream content) throws IOException {
        importer.receive(name, content);
    }

    /**
     * @throws InvalidValue if nothing incoming is called so
     * @throws CommandDesk.Refused if too many wait
     */
    public Import ask(Order order, String by) {
        InvalidValue.unless(
                order.data().equals(BUNDLED)
                        || importer.incoming().stream()
                                .anyMatch(one -> one.name().equals(order.data())),
                "data",
                () -> "there is no '" + order.data() + "' among the incoming data: upload it first");
        return ask(order, new Job(order), by);
    }
}
