package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the market is modelled on: {@code market-calibration.json}, made from real sales by the import.
 *
 * @param items best-selling first
 * @param hourOfWeek share of a week's sales in each hour, Monday 0:00 first
 */
public record Calibration(List<Item> items, double[] hourOfWeek) {

    /** @param unitsPerDay units sold a day at the base price */
    public record Item(String sku, String name, long basePriceCents, double unitsPerDay) {}

    /** @throws IllegalArgumentException naming what is missing */
    public static Calibration read(Path folder) throws IOException {
        Path file = folder.resolve("market-calibration.json");
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("there is no " + file + ": run the import first");
        }
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        List<Item> items = new ArrayList<>();
        for (JsonNode item : field(root, "items")) {
            items.add(new Item(
                    field(item, "sku").asText(),
                    field(item, "name").asText(),
                    field(item, "basePriceCents").asLong(),
                    field(item, "unitsPerDay").asDouble()));
        }
        double[] hours = new double[168];
        JsonNode shares = field(root, "hourOfWeek");
        for (int i = 0; i < hours.length; i++) {
            hours[i] = shares.path(i).asDouble();
        }
        return new Calibration(List.copyOf(items), hours);
    }

    /** @throws IllegalArgumentException if there is none */
    public Item item(String sku) {
        return items.stream()
                .filter(item -> item.sku().equals(sku))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no item " + sku));
    }

    private static JsonNode field(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new IllegalArgumentException("market-calibration.json: '" + name + "' is missing");
        }
        return value;
    }
}
