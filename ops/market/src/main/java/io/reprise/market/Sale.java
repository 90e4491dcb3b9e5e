package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.market.Market.Deed;
import io.reprise.market.Market.Offer;
import io.reprise.market.Market.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Plays one campaign's sale against the API, step by step. Playing a step again changes nothing: its ids are the same. */
final class Sale {

    private static final int LINES_MAX = 2_000;

    private final RepriseClient client;
    private final Market market;
    private final String path;
    private final int shoppers;
    private Set<String> hidden = Set.of();
    private int audienceBps = 10_000;

    Sale(RepriseClient client, Market market, String campaign, int shoppers) {
        this.client = client;
        this.market = market;
        this.path = "/api/v1/campaigns/" + campaign;
        this.shoppers = shoppers;
    }

    /** Tells the engine who may come, and learns who must not see the sale. */
    void enrol() {
        List<String> all =
                IntStream.range(0, shoppers).mapToObj(Market::shopper).toList();
        JsonNode answer = client.post("shop", path + "/audience", Map.of("shoppers", all));
        hidden = new HashSet<>();
        answer.get("holdOut").forEach(shopper -> hidden.add(shopper.asText()));
        answer.get("notShown").forEach(shopper -> hidden.add(shopper.asText()));
        audienceBps = answer.get("audienceBps").asInt();
    }

    /** What a step brought, or several. */
    record Played(int orders, int refused) {

        static final Played NOTHING = new Played(0, 0);

        Played and(Played next) {
            return new Played(orders + next.orders, refused + next.refused);
        }
    }

    Played step(Instant from) {
        JsonNode offers = client.get("shop", path + "/offers");
        Market.Window sale = window(offers.get("window"));
        Market.Window announced = window(offers.get("announced"));
        if (offers.get("audienceBps").asInt() != audienceBps) {
            // Somebody widened or narrowed the audience: who sees the sale is asked again.
            enrol();
        }
        List<Offer> items = new ArrayList<>();
        Set<String> offered = new HashSet<>();
        offers.get("items").forEach(i -> {
            items.add(new Offer(
                    i.get("sku").asText(),
                    i.get("regularPriceCents").asLong(),
                    i.get("priceCents").asLong(),
                    i.get("left").asInt()));
            offered.add(i.get("sku").asText());
        });
        // What is not in the sale is in the shop as always.
        offers.get("aside").forEach(i -> {
            long regular = i.get("regularPriceCents").asLong();
            items.add(new Offer(i.get("sku").asText(), regular, regular, 0));
        });
        List<Instant> waves = new ArrayList<>();
        offers.get("pushWaves").forEach(wave -> waves.add(Instant.parse(wave.asText())));

        List<Deed> deeds =
                market.play(new Scene(from, Optional.of(sale), items, waves, hidden, Optional.of(announced)));
        Set<String> granted = claim(deeds, offered);
        List<Deed> happened = deeds.stream()
                .filter(d -> !d.isOrder() || !isOfSale(d, offered) || granted.contains(d.id()))
                .toList();
        for (int at = 0; at < happened.size(); at += LINES_MAX) {
            client.postLines(
                    "shop",
                    path + "/signals",
                    happened.subList(at, Math.min(happened.size(), at + LINES_MAX)).stream()
                            .map(Sale::line)
                            .collect(Collectors.joining("\n")));
        }
        int wanted = (int)
                deeds.stream().filter(d -> d.isOrder() && isOfSale(d, offered)).count();
        return new Played(granted.size(), wanted - granted.size());
    }

    /** Orders of shoppers who see the sale need the sale's stock; the others buy from the shop's ordinary stock. */
    private Set<String> claim(List<Deed> deeds, Set<String> offered) {
        List<Map<String, Object>> claims = deeds.stream()
                .filter(d -> d.isOrder() && isOfSale(d, offered))
                .map(d -> Map.<String, Object>of("claimId", d.id(), "sku", d.sku(), "units", d.units()))
                .toList();
        Set<String> granted = new HashSet<>();
        if (!claims.isEmpty()) {
            client.post("shop", path + "/claims", claims).forEach(answer -> {
                if (answer.get("granted").asBoolean()) {
                    granted.add(answer.get("claimId").asText());
                }
            });
        }
        return granted;
    }

    private boolean isOfSale(Deed deed, Set<String> offered) {
        return offered.contains(deed.sku()) && !hidden.contains(deed.shopper());
    }

    private static Market.Window window(JsonNode window) {
        return new Market.Window(
                Instant.parse(window.get("from").asText()),
                Instant.parse(window.get("to").asText()));
    }

    private static String line(Deed deed) {
        return "{\"id\":\"" + deed.id() + "\",\"at\":\"" + deed.at() + "\",\"shopper\":\"" + deed.shopper()
                + "\",\"action\":\"" + deed.action() + "\",\"sku\":\"" + deed.sku() + "\",\"units\":" + deed.units()
                + ",\"priceCents\":" + deed.priceCents() + "}";
    }
}
