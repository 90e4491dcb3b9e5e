package io.reprise.ml.recommend;

import io.reprise.domain.model.audience.ItemAction;
import io.reprise.domain.model.audience.SaleActions;
import io.reprise.domain.model.audience.Signal.Action;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.NextItems;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.ml.baseline.BaselineArtifact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Item-item neighbours (Sarwar et al. 2001), learned from what shoppers did in this very sale: no artifact, nothing to
 * train. Two items are alike by the cosine of who touched them, drawn towards nothing where few did (Bell and Koren 2007);
 * as long as few touched an item its name speaks for it. Popularity is mixed in, and is all there is for a shopper who
 * did nothing yet.
 */
public final class BaselineNextItems implements NextItems {

    static final String MODEL = "behaviour-baseline";
    static final String VERSION = "item-neighbours/1";
    static final String SCHEMA = "sale-neighbours/1";

    private static final int NEIGHBOUR = 0, CONTENT = 1, POPULARITY = 2, FEATURES = 3;

    /** So many shoppers count as much as what is believed without any. */
    private static final double SHRINK = 10;

    private static final double POPULARITY_SHARE = 0.3;
    private static final double DECAY = 0.8;
    private static final int ITEMS_LOOKED_BACK = 20;

    private final Signals signals;

    public BaselineNextItems(Signals signals) {
        this.signals = signals;
    }

    @Override
    public NextShares next(NextQuestion question) {
        Map<Sku, Double> taken = taken(question.actions());
        Tensor input = signals.read(question.campaign(), all -> features(question, taken, all.actions()));
        float[] shares = shares(input);
        Tensor output = new Tensor(shares.length, 1, shares);
        List<Double> answer = new ArrayList<>();
        for (float share : shares) {
            answer.add((double) share);
        }
        // There is no artifact: what it learned is the sale's own signals.
        ModelCall call = new ModelCall(
                MODEL, VERSION, "", SCHEMA, "cpu", BaselineArtifact.ENGINE, input.sha256(), output.sha256(), "");
        return new NextShares(answer, call);
    }

    /** The items a shopper turned to last, each with what its latest action counts. */
    private static Map<Sku, Double> taken(List<ItemAction> actions) {
        Map<Sku, Double> taken = new LinkedHashMap<>();
        double recency = 1;
        for (ItemAction action : actions.reversed()) {
            if (!taken.containsKey(action.sku())) {
                if (taken.size() == ITEMS_LOOKED_BACK) {
                    break;
                }
                boolean isWanted = action.action() == Action.CART || action.action() == Action.ORDER;
                taken.put(action.sku(), recency * (isWanted ? 2 : 1));
                recency *= DECAY;
            }
        }
        return taken;
    }

    /** [candidates, 3]: neighbours' and names' word for each, and its popularity. */
    private static Tensor features(NextQuestion question, Map<Sku, Double> taken, SaleActions sale) {
        int candidates = question.candidates().size();
        float[] values = new float[candidates * FEATURES];
        for (int c = 0; c < candidates; c++) {
            Sku sku = question.candidates().get(c);
            int touched = sale.touched(sku);
            double neighbour = 0;
            double content = 0;
            for (Map.Entry<Sku, Double> item : taken.entrySet()) {
                // What was looked at a moment ago needs no recommendation for its own sake.
                if (!item.getKey().equals(sku)) {
                    neighbour += item.getValue() * cosine(sale, item.getKey(), sku);
                    content += item.getValue() * question.names().likeness(item.getKey(), sku);
                }
            }
            values[c * FEATURES + NEIGHBOUR] = (float) neighbour;
            values[c * FEATURES + CONTENT] = (float) (content * SHRINK / (SHRINK + touched));
            values[c * FEATURES + POPULARITY] = touched + 1;
        }
        return new Tensor(candidates, FEATURES, values);
    }

    private static double cosine(SaleActions sale, Sku one, Sku other) {
        int together = sale.together(one, other);
        return together == 0
                ? 0
                : together
                        / Math.sqrt((double) sale.touched(one) * sale.touched(other))
                        * (together / (together + SHRINK));
    }

    private static float[] shares(Tensor input) {
        double fits = 0;
        double popular = 0;
        for (int row = 0; row < input.rows(); row++) {
            fits += fit(input, row);
            popular += input.at(row, POPULARITY);
        }
        float[] shares = new float[input.rows()];
        for (int row = 0; row < shares.length; row++) {
            double popularity = input.at(row, POPULARITY) / popular;
            shares[row] = (float)
                    (fits > 0
                            ? (1 - POPULARITY_SHARE) * fit(input, row) / fits + POPULARITY_SHARE * popularity
                            : popularity);
        }
        return shares;
    }

    private static double fit(Tensor input, int row) {
        return (double) input.at(row, NEIGHBOUR) + input.at(row, CONTENT);
    }
}
