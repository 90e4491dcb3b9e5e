package io.reprise.audit;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.EventNames;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.projections.Stores;
import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.LogKeys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An installation that holds the sample histories, with their evidence, and checkpoints taken on the way. */
final class SampleInstallation {

    static final String ORIGIN = "example.com/sales";
    private static final int CHECKPOINT_EVERY = 25;

    private SampleInstallation() {}

    /** What a command answered. */
    record Answer(int code, String out, String err) {}

    static synchronized Answer audit(Path home, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code = AuditCommand.in(Map.of("REPRISE_HOME", home.toString(), "REPRISE_LOG_ORIGIN", ORIGIN))
                    .execute(arguments);
            return new Answer(
                    code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    static NewEvent event(Object event, Map<String, Long> sequences) {
        EventNames.Entry entry = EventNames.of(event.getClass());
        String stream = stream(event);
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        return new NewEvent(
                stream + "@" + sequence,
                stream,
                sequence,
                stream.substring(0, stream.indexOf('/')),
                entry.name(),
                entry.revision(),
                at(event),
                EventJson.text(event).getBytes(StandardCharsets.UTF_8),
                "{\"cause\":\"样本\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static String stream(Object event) {
        return switch (event) {
            case CampaignEvent e -> Streams.of(e.campaignId());
            case StockEvent e -> Streams.of(e.sku());
            case AudienceEvent e -> Streams.signals(e.campaign());
            case ModelReleaseEvent e -> Streams.of(e.release());
            default -> throw new IllegalArgumentException("no event of the samples: " + event);
        };
    }

    private static Instant at(Object event) {
        return switch (event) {
            case CampaignEvent e -> e.at();
            case StockEvent e -> e.at();
            case AudienceEvent e -> e.at();
            case ModelReleaseEvent e -> e.at();
            default -> throw new IllegalArgumentException("no event of the samples: " + event);
        };
    }

    static List<NewEvent> events() {
        Map<String, Long> sequences = new HashMap<>();
        List<NewEvent> events = new ArrayList<>();
        SampleHistory.everything().forEach(event -> events.add(event(event, sequences)));
        return events;
    }

    /** Writes it into an empty folder. */
    static void write(Path home) {
        try (Stores stores = Stores.embedded(home)) {
            for (SampleSale sale :
                    List.of(SampleHistory.closedSale(), SampleHistory.stoppedSale(), SampleHistory.failedLaunch())) {
                sale.evidence().values().forEach(tensor -> {
                    stores.evidence().put(tensor.toBytes());
                    stores.evidence().put(SampleModels.input(tensor).toBytes());
                });
            }
            Checkpointer checkpointer = new Checkpointer(
                    stores.log(),
                    stores.checkpoints(),
                    LogKeys.in(home.resolve("keys"), ORIGIN).signer());
            List<NewEvent> events = events();
            for (int i = 0; i < events.size(); i++) {
                stores.log().append(List.of(events.get(i)));
                if (i % CHECKPOINT_EVERY == CHECKPOINT_EVERY - 1) {
                    checkpointer.advance();
                }
            }
            checkpointer.advance();
        }
    }
}
