package io.reprise.http.api;

import io.reprise.domain.model.port.DataImporter;
import io.reprise.domain.model.port.DataImports;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Imports in memory: a file's lines are its rows, and one that holds {@code broken} cannot be read. */
final class FewImports implements DataImporter, DataImports {

    private final Map<String, String> incoming = new ConcurrentSkipListMap<>();
    private final Map<String, DataImport> imported = new ConcurrentSkipListMap<>();

    @Override
    public List<Incoming> incoming() {
        return incoming.entrySet().stream()
                .map(file -> new Incoming(file.getKey(), file.getValue().length(), 1))
                .toList();
    }

    @Override
    public void receive(String name, InputStream content) throws IOException {
        InvalidValue.unless(name.matches("[a-z0-9.-]{1,100}"), "name", "is no name of a file");
        incoming.put(name, new String(content.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public DataImport run(Order order, Watch watch) throws IOException {
        String text = incoming.getOrDefault(order.data(), "");
        if (text.contains("broken")) {
            throw new IOException("no layout is known that has such columns");
        }
        long rows = text.lines().count();
        watch.at("read", rows, 1);
        DataImport one = new DataImport(
                order.name().orElse("import"),
                order.data(),
                order.layout().orElse("reprise"),
                rows,
                rows,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of());
        imported.put(one.name(), one);
        return one;
    }

    @Override
    public List<DataImport> all() {
        return List.copyOf(imported.values());
    }

    @Override
    public Optional<String> report(String name) {
        return Optional.ofNullable(imported.get(name)).map(one -> "<!DOCTYPE html><title>" + one.name() + "</title>");
    }
}
