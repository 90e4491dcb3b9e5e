package io.reprise.projections.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.ConsistencyProof;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.projections.archive.ArchiveCheck;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Checks an evidence pack without any installation; its README says what, and why. */
public final class PackCheck {

    static final int FILES_MAX = 10_000;
    static final long FILE_BYTES_MAX = 64L << 20;
    static final long ARCHIVE_BYTES_MAX = 16L << 30;
    /** JSON and Base64 do not pack better; a bomb does. */
    static final long PACKED_RATIO_MAX = 200;

    private final ZipFile zip;
    private final List<NoteVerifier> verifiers;
    private final PackIndex index = new PackIndex();
    private final Set<String> evidence = new HashSet<>();
    private long archiveCheckpoint = -1;

    private PackCheck(ZipFile zip, List<NoteVerifier> verifiers) {
        this.zip = zip;
        this.verifiers = verifiers;
    }

    /** What was checked. @param checkpoint events in the log when its checkpoint was signed */
    public record Checked(
            String campaign, long events, long checkpoint, int files, int decisions, int evidence, int checkpoints) {}

    /**
     * @param verifiers keys that are trusted
     * @throws IllegalArgumentException if something does not hold; the message names the file, and in the archive the line
     */
    public static Checked check(Path pack, List<NoteVerifier> verifiers) throws IOException {
        try (ZipFile zip = new ZipFile(pack.toFile(), StandardCharsets.UTF_8)) {
            return new PackCheck(zip, verifiers).check();
        }
    }

    private Checked check() throws IOException {
        JsonNode manifest = json(PackFile.MANIFEST);
        if (!manifest.path("pack").asText().equals(PackFile.FORMAT)
                || manifest.path("version").asInt() != PackFile.VERSION) {
            throw new IllegalArgumentException(
                    PackFile.MANIFEST + ": this is no evidence pack of version " + PackFile.VERSION);
        }
        Map<String, String> files = new TreeMap<>();
        manifest.path("files")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        requireNames(files.keySet());
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!digest(file.getKey()).equals(file.getValue())) {
                throw new IllegalArgumentException(file.getKey() + ": it was changed");
            }
        }
        long events = archive();
        requireEvidence();
        require(PackFile.DECISIONS, index.decisions());
        require(PackFile.APPROVALS, index.approvals());
        require(PackFile.ARTIFACTS, index.artifacts());
        int checkpoints =
                checkpoints(files.keySet(), manifest.path("checkpoint").asLong());
        if (events != manifest.path("events").asLong()) {
            throw new IllegalArgumentException(PackFile.MANIFEST + ": it speaks of "
                    + manifest.path("events").asLong() + " events, but there are " + events);
        }
        return new Checked(
                manifest.path("campaign").asText(),
                events,
                archiveCheckpoint,
                files.size() + 1,
                index.decisions().size(),
                evidence.size(),
                checkpoints);
    }

    private void requireNames(Set<String> named) {
        if (zip.size() > FILES_MAX) {
            throw new IllegalArgumentException("the pack holds " + zip.size() + " files, more than " + FILES_MAX);
        }
        Set<String> there = new HashSet<>();
        zip.stream().map(ZipEntry::getName).forEach(name -> {
            if (!there.add(name)) {
                throw new IllegalArgumentException(name + ": it is there twice");
            }
        });
        there.remove(PackFile.MANIFEST);
        for (String name : named) {
            if (!there.remove(name)) {
                throw new IllegalArgumentException(name + ": it is missing");
            }
        }
        if (!there.isEmpty()) {
            throw new IllegalArgumentException(there.iterator().next() + ": it is not in " + PackFile.MANIFEST);
        }
    }

    private InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException(name + ": it is missing");
        }
        long most = name.equals(PackFile.ARCHIVE) ? ARCHIVE_BYTES_MAX : FILE_BYTES_MAX;
        long packed = Math.max(1_024, entry.getCompressedSize());
        return new LimitedInput(zip.getInputStream(entry), Math.min(most, PACKED_RATIO_MAX * packed), name);
    }

    private byte[] bytes(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    private JsonNode json(String name) throws IOException {
        try {
            return PackIndex.JSON.readTree(bytes(name));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + ": it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private String digest(String name) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(open(name), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private long archive() throws IOException {
        ArchiveCheck.Visitor visitor = new ArchiveCheck.Visitor() {
            @Override
            public void event(StoredEvent stored, long checkpointSize) {
                index.add(stored);
                archiveCheckpoint = checkpointSize;
            }

            @Override
            public void evidence(String sha256) {
                evidence.add(sha256);
            }
        };
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open(PackFile.ARCHIVE), StandardCharsets.UTF_8))) {
            return ArchiveCheck.check(lines, verifiers, visitor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PackFile.ARCHIVE + ": " + e.getMessage(), e);
        }
    }

    private void requireEvidence() {
        index.named().forEach((digest, position) -> {
            if (!evidence.contains(digest)) {
                throw new IllegalArgumentException(PackFile.ARCHIVE + ": evidence " + digest
                        + ", which the event at position " + position + " names, is missing");
            }
        });
    }

    private void require(String name, List<?> expected) throws IOException {
        JsonNode told = json(name);
        JsonNode found = PackIndex.JSON.readTree(PackIndex.json(expected));
        if (!told.equals(found)) {
            int at = 0;
            while (at < told.size() && at < found.size() && told.get(at).equals(found.get(at))) {
                at++;
            }
            throw new IllegalArgumentException(name + ": entry " + (at + 1) + " is not what the events say");
        }
    }

    private int checkpoints(Set<String> files, long latestSize) throws IOException {
        SignedCheckpoint latest = checkpoint(PackFile.CHECKPOINTS + String.format("%019d", latestSize) + ".checkpoint");
        if (archiveCheckpoint != latestSize) {
            throw new IllegalArgumentException(PackFile.ARCHIVE + ": its events are proved against a checkpoint of "
                    + archiveCheckpoint + " events, not " + latestSize);
        }
        int checked = 0;
        for (String name : files) {
            if (name.startsWith(PackFile.CHECKPOINTS)) {
                SignedCheckpoint one = checkpoint(name);
                if (one.checkpoint().size() != latestSize) {
                    requireConsistent(name, one.checkpoint(), latest.checkpoint());
                }
                checked++;
            }
        }
        return checked;
    }

    private SignedCheckpoint checkpoint(String name) throws IOException {
        SignedCheckpoint signed = SignedCheckpoint.parse(new String(bytes(name), StandardCharsets.UTF_8));
        if (!LogKeys.accept(verifiers, signed.note())) {
            throw new IllegalArgumentException(name + ": none of the keys signed it");
        }
        return signed;
    }

    private void requireConsistent(String name, Checkpoint older, Checkpoint latest) throws IOException {
        String proof = PackFile.CONSISTENCY + String.format("%019d", older.size()) + ".txt";
        List<byte[]> path = new String(bytes(proof), StandardCharsets.UTF_8)
                .lines()
                .map(Base64.getDecoder()::decode)
                .toList();
        if (!older.origin().equals(latest.origin())
                || !new ConsistencyProof(older.size(), latest.size(), path).shows(older.root(), latest.root())) {
            throw new IllegalArgumentException(name + ": the log did not grow out of it");
        }
    }
}
