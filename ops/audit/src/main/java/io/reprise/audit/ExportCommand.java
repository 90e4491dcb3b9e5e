package io.reprise.audit;

import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.projections.archive.LogExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Writes the log, or one campaign with its proofs, as an archive; see {@code ops/docs/event-log.md}. */
@CommandLine.Command(name = "export", description = "Writes the log, or one campaign, as portable NDJSON with proofs.")
final class ExportCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(index = "0", description = "The file to write; compressed if it ends with .gz.")
    private Path file;

    @CommandLine.Option(names = "--campaign", description = "Only this campaign, each event with its inclusion proof.")
    private String campaign;

    @Override
    public Integer call() throws IOException {
        try (Installation installation = audit.place().open()) {
            long events = ArchiveFile.write(file, out -> export(new LogExport(installation.stores(), out)));
            System.out.printf("%,d events written to %s%n", events, file);
            return CommandLine.ExitCode.OK;
        }
    }

    private long export(LogExport export) throws IOException {
        if (campaign == null) {
            return export.log(ArchiveFile.progress("exported"));
        }
        CampaignId id = new CampaignId(campaign);
        long events = export.streams("campaign/" + id, List.of(Streams.of(id), Streams.signals(id)));
        if (events == 0) {
            throw new IllegalArgumentException("there is no campaign '" + id + "' in what was signed of the log");
        }
        return events;
    }
}
