package io.reprise.audit;

import io.reprise.bpmn.ProcessFiles;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.ml.registry.ShelfModelCards;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.projections.pack.EvidencePack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Writes everything that a third party needs to judge a campaign offline; see {@code ops/docs/evidence-pack.md}. */
@CommandLine.Command(name = "pack", description = "Writes one campaign's evidence as a zip that anybody can check.")
final class PackCommand implements Callable<Integer> {

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(index = "0", description = "The campaign.")
    private String campaign;

    @CommandLine.Parameters(index = "1", description = "The file to write, a zip.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "it is there already: name another file");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (Installation installation = audit.place().open();
                ModelShelf shelf = new ModelShelf(installation.home())) {
            long events;
            try (OutputStream out = Files.newOutputStream(part)) {
                CampaignId id = new CampaignId(campaign);
                events =
                        new EvidencePack(installation.stores(), sources(id, new ShelfModelCards(shelf))).write(id, out);
            }
            Files.move(part, file);
            System.out.printf("%,d events written to %s%n", events, file);
            return CommandLine.ExitCode.OK;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private EvidencePack.Sources sources(CampaignId id, ModelCards cards) throws IOException {
        return new EvidencePack.Sources(
                List.of(Streams.of(id), Streams.signals(id), Streams.privacy(id)),
                Streams::of,
                cards,
                EventJson.mapper(),
                ProcessFiles.all(),
                audit.place().verifierLines());
    }
}
