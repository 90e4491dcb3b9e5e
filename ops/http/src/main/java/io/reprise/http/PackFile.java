package io.reprise.http;

import io.reprise.domain.model.vocabulary.CampaignId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** An evidence pack that is whole before its first byte is sent: one that breaks off would look like one that was damaged. */
public final class PackFile {

    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    private PackFile() {}

    /**
     * @return the pack, to be saved as {@code evidence-CAMPAIGN.zip}
     * @throws IllegalStateException if nothing of the campaign has been signed yet
     */
    public static ResponseEntity<InputStreamResource> of(PackDesk packs, CampaignId id) throws IOException {
        Path file = Files.createTempFile("evidence-", ".zip");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                packs.write(id, out);
            }
            long bytes = Files.size(file);
            // Opened so, the file is gone from the folder at once.
            InputStream content = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
            return ResponseEntity.ok()
                    .contentType(ZIP)
                    .contentLength(bytes)
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename("evidence-" + id + ".zip")
                                    .build()
                                    .toString())
                    .body(new InputStreamResource(content));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}
