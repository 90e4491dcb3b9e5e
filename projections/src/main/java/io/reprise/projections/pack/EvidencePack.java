package io.reprise.projections.pack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.proof.ConsistencyProof;
import io.reprise.domain.model.registry.ModelCard;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.projections.Stores;
import io.reprise.projections.archive.LogExport;
import io.reprise.projections.transparency.LogProofs;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Everything about one campaign that a third party needs to judge it offline, in one zip: events with their proofs, the
 * evidence they rest on, artifacts and their cards, diagrams and decision tables, approvals, checkpoints, and a page that says how
 * to check each. The same log gives the same bytes.
 */
public final class EvidencePack {

    /** Older checkpoints that are put beside the latest, spread evenly: each takes a pass over the log. */
    private static final int CHECKPOINTS_BESIDE = 8;

    /**
     * Where the parts come from.
     *
     * @param streams the campaign's, in the order in which they are written
     * @param releases the stream of a model's release
     * @param cards of artifacts, as far as there still are any
     * @param json writes cards
     * @param processes diagrams and decision tables, by file name
     * @param verifiers the lines of {@code log-verifiers.txt}
     */
    public record Sources(
            List<String> streams,
            Function<ModelReleaseId, String> releases,
            ModelCards cards,
            ObjectMapper json,
            Map<String, byte[]> processes,
            String verifiers) {}

    private final Stores stores;
    private final Sources sources;
    private final Map<String, String> digests = new TreeMap<>();

    public EvidencePack(Stores stores, Sources sources) {
        this.stores = stores;
        this.sources = sources;
    }

    /**
     * Writes the pack of what was in the log when its latest checkpoint was signed.
     *
     * @return how many events are in it
     * @throws IllegalStateException if the log has no checkpoint, or none of the campaign's events before it
     */
    public long write(CampaignId campaign, OutputStream out) throws IOException {
        SignedCheckpoint latest = stores.checkpoints()
                .latest()
                .orElseThrow(() -> new IllegalStateException(
                        "the log has no checkpoint yet to prove anything against: run the server, or 'audit sign'"));
        PackIndex index = new PackIndex();
        List<String> streams = new ArrayList<>(sources.streams());
        long events = index(streams, latest.checkpoint().size(), index);
        if (events == 0) {
            throw new IllegalStateException("there is no campaign '" + campaign + "' in what was signed of the log");
        }
        List<String> releases = index.artifacts().stream()
                .flatMap(a -> release(a).stream())
                .map(sources.releases())
                .distinct()
                .filter(stream -> stores.log().lastSequence(stream).isPresent())
                .toList();
        events += index(releases, latest.checkpoint().size(), index);
        streams.addAll(releases);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        file(zip, PackFile.README, readme());
        archive(zip, campaign, streams, latest);
        file(zip, PackFile.DECISIONS, PackIndex.json(index.decisions()));
        file(zip, PackFile.APPROVALS, PackIndex.json(index.approvals()));
        file(zip, PackFile.ARTIFACTS, PackIndex.json(index.artifacts()));
        for (PackIndex.Artifact artifact : index.artifacts()) {
            Optional<ModelCard> card = release(artifact).flatMap(sources.cards()::find);
            if (card.isPresent()) {
                file(
                        zip,
                        PackFile.CARDS + artifact.artifactSha256() + ".json",
                        sources.json().writeValueAsBytes(card.get()));
            }
        }
        for (Map.Entry<String, byte[]> process : new TreeMap<>(sources.processes()).entrySet()) {
            file(zip, PackFile.PROCESSES + process.getKey(), process.getValue());
        }
        checkpoints(zip, latest);
        file(zip, PackFile.VERIFIERS, sources.verifiers().getBytes(StandardCharsets.UTF_8));
        Map<String, Object> manifest = new TreeMap<>(Map.of(
                "pack",
                PackFile.FORMAT,
                "version",
                PackFile.VERSION,
                "campaign",
                campaign.value(),
                "checkpoint",
                latest.checkpoint().size(),
                "events",
                events,
                "files",
                new TreeMap<>(digests)));
        file(zip, PackFile.MANIFEST, PackIndex.json(manifest));
        zip.finish();
        return events;
    }

    /** Empty for what is no artifact of the registry, as a solver's program. */
    private static Optional<ModelReleaseId> release(PackIndex.Artifact artifact) {
        try {
            return Optional.of(new ModelReleaseId(artifact.model(), artifact.artifactSha256()));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    private long index(List<String> streams, long size, PackIndex index) {
        long events = 0;
        for (String stream : streams) {
            for (StoredEvent stored : stores.log().readStream(stream, 0, Integer.MAX_VALUE)) {
                if (stored.position() < size) {
                    index.add(stored);
                    events++;
                }
            }
        }
        return events;
    }

    private void archive(ZipOutputStream zip, CampaignId campaign, List<String> streams, SignedCheckpoint latest)
            throws IOException {
        MessageDigest digest = Sha256.digest();
        entry(zip, PackFile.ARCHIVE);
        BufferedWriter writer = new BufferedWriter(
                new OutputStreamWriter(new DigestOutputStream(new Unclosed(zip), digest), StandardCharsets.UTF_8));
        new LogExport(stores, writer).streams("evidence/" + campaign, streams, latest);
        writer.flush();
        zip.closeEntry();
        digests.put(PackFile.ARCHIVE, HexFormat.of().formatHex(digest.digest()));
    }

    private void checkpoints(ZipOutputStream zip, SignedCheckpoint latest) throws IOException {
        List<SignedCheckpoint> all = stores.checkpoints().all();
        LogProofs proofs = new LogProofs(stores.log());
        long size = latest.checkpoint().size();
        checkpoint(zip, latest);
        int older = all.size() - 1;
        for (int n = 0; n < Math.min(older, CHECKPOINTS_BESIDE); n++) {
            SignedCheckpoint kept = all.get((int) ((long) n * older / Math.min(older, CHECKPOINTS_BESIDE)));
            if (kept.checkpoint().size() > 0 && kept.checkpoint().size() < size) {
                checkpoint(zip, kept);
                ConsistencyProof proof = proofs.consistency(kept.checkpoint().size(), size);
                StringBuilder text = new StringBuilder();
                proof.path().forEach(hash -> text.append(Base64.getEncoder().encodeToString(hash))
                        .append('\n'));
                file(
                        zip,
                        PackFile.CONSISTENCY + name(kept) + ".txt",
                        text.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void checkpoint(ZipOutputStream zip, SignedCheckpoint signed) throws IOException {
        file(
                zip,
                PackFile.CHECKPOINTS + name(signed) + ".checkpoint",
                signed.note().toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String name(SignedCheckpoint signed) {
        return String.format("%019d", signed.checkpoint().size());
    }

    private void file(ZipOutputStream zip, String name, byte[] content) throws IOException {
        entry(zip, name);
        zip.write(content);
        zip.closeEntry();
        digests.put(name, Sha256.hex(content));
    }

    private static void entry(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
    }

    private static byte[] readme() throws IOException {
        try (InputStream page = EvidencePack.class.getResourceAsStream(PackFile.README)) {
            return page.readAllBytes();
        }
    }

    /** Flushes what is written, and leaves the zip open. */
    private static final class Unclosed extends FilterOutputStream {
        private Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
