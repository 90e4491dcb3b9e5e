package io.reprise.ml.training;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.ActionFolder;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.dataset.SaleLine;
import io.reprise.ml.dataset.ShopperAction;
import io.reprise.ml.dataset.ShopperSequences;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What shoppers did, as the behaviour model learns from it.
 *
 * @param shoppers their actions, oldest first
 * @param zone in which hours are told
 */
public record BehaviourActions(List<List<ShopperAction>> shoppers, String zone, Instant first, Instant last) {

    private static final int ACTIONS_MAX = 1_000;

    /** From the bundled extract, a CSV of invoices, or the name or folder of an import. */
    public static BehaviourActions of(TrainingRun run) throws IOException {
        Path named = run.home().resolve("data").resolve("imports").resolve(run.data());
        try {
            if (run.data().matches("[a-z0-9-]+") && ActionFolder.isOne(named)) {
                return imported(ActionFolder.open(named));
            }
            if (!run.data().equals(RetailData.BUNDLED) && ActionFolder.isOne(Path.of(run.data()))) {
                return imported(ActionFolder.open(Path.of(run.data())));
            }
        } catch (UnreadableData e) {
            throw new ModelTraining.UnusableData(e.getMessage());
        }
        return sold(RetailSales.of(run));
    }

    private static BehaviourActions imported(ActionFolder folder) throws IOException {
        List<List<ShopperAction>> shoppers = new ArrayList<>();
        try (ShopperSequences sequences = folder.sequences(ACTIONS_MAX)) {
            sequences.forEachRemaining(sequence -> shoppers.add(sequence.actions()));
        }
        return spanning(shoppers, folder.manifest().zone());
    }

    private static BehaviourActions sold(List<SaleLine> sales) throws IOException {
        Map<Pseudonym, List<ShopperAction>> byShopper = new LinkedHashMap<>();
        // By time, not by pseudonym: the key of the pseudonyms must not change the model. Lines of one time stay in
        // their
        // order, which is the order in which they were put into the basket.
        sales.stream()
                .filter(line -> line.shopper().isPresent())
                .sorted(Comparator.comparing(SaleLine::at))
                .forEach(line -> byShopper
                        .computeIfAbsent(line.shopper().get(), k -> new ArrayList<>())
                        .add(bought(line)));
        return spanning(List.copyOf(byShopper.values()), "UTC");
    }

    private static ShopperAction bought(SaleLine line) {
        return new ShopperAction(
                line.shopper(),
                line.sku(),
                "",
                Action.BUY,
                line.at().toInstant(ZoneOffset.UTC),
                OptionalLong.of(line.priceCents()),
                line.units(),
                line.invoice());
    }

    private static BehaviourActions spanning(List<List<ShopperAction>> shoppers, String zone) throws IOException {
        if (shoppers.stream().noneMatch(actions -> actions.stream().anyMatch(a -> a.action() == Action.BUY))) {
            throw new ModelTraining.UnusableData(
                    "the data holds no purchase of a known shopper, and the behaviour model"
                            + " learns when shoppers buy: import data with shoppers and purchases");
        }
        Instant first = shoppers.stream()
                .map(a -> a.getFirst().at())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant last = shoppers.stream()
                .map(a -> a.getLast().at())
                .max(Instant::compareTo)
                .orElseThrow();
        return new BehaviourActions(shoppers, zone, first, last);
    }
}
