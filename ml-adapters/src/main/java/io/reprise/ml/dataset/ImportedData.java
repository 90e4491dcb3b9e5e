package io.reprise.ml.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.port.DataImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The imports under a home's {@code data/imports}, each a folder with its quality report. */
public final class ImportedData implements DataImports {

    private static final String PAGE = "quality-report.html";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path imports;

    /** @param home need not have any imports */
    public ImportedData(Path home) {
        this.imports = home.resolve("data").resolve("imports");
    }

    @Override
    public List<DataImport> all() {
        if (!Files.isDirectory(imports)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(imports)) {
            return folders.filter(folder -> Files.exists(folder.resolve(ActionImport.REPORT)))
                    .sorted(Comparator.comparing(folder -> folder.getFileName().toString()))
                    .map(ImportedData::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataImport read(Path folder) {
        try {
            JsonNode report = JSON.readTree(folder.resolve(ActionImport.REPORT).toFile());
            List<String> unreadable = new ArrayList<>();
            for (JsonNode column : report.path("columns")) {
                if (column.path("broken").asLong() > 0) {
                    unreadable.add(column.path("name").asText() + ": "
                            + column.path("broken").asLong());
                }
            }
            return new DataImport(
                    folder.getFileName().toString(),
                    report.path("source").asText(),
                    report.path("layout").asText(),
                    report.path("rows").asLong(),
                    report.path("imported").asLong(),
                    report.path("quarantined").asLong(),
                    report.path("duplicates").asLong(),
                    instant(report.path("clock").path("first")),
                    instant(report.path("clock").path("last")),
                    unreadable);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the quality report of import '" + folder.getFileName() + "' cannot be read", e);
        }
    }

    private static Optional<Instant> instant(JsonNode node) {
        return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
    }

    /** Only names of folders that are there are looked up, so that none leads elsewhere. */
    @Override
    public Optional<String> report(String name) {
        return all().stream().filter(one -> one.name().equals(name)).findFirst().map(one -> {
            try {
                Path page = imports.resolve(one.name()).resolve(PAGE);
                return Files.exists(page) ? Files.readString(page) : "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
