package io.reprise.ml.baseline;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.ml.features.DemandFeatures;
import io.reprise.ml.features.PurchaseFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A transparent model in a few numbers, which is also what answers when the champion cannot. A pure function of its
 * input and the numbers in its file; its digest is the file's.
 */
public sealed interface BaselineArtifact {

    String FILE = "baseline.json";
    String ENGINE = "Reprise baseline 1";

    Tensor run(Tensor input);

    /**
     * Seasonal naive: recent level × share of the hour of week, scaled by the price to the power of −elasticity.
     *
     * @param low 10 % quantile over expectation, as seen in training, likewise {@code high} 90 %
     */
    record SeasonalNaiveDemand(double elasticity, double low, double high) implements BaselineArtifact {
        @Override
        public Tensor run(Tensor input) {
            float[] out = new float[input.rows() * 3];
            for (int row = 0; row < input.rows(); row++) {
                double expected = StrictMath.exp((double) input.at(row, DemandFeatures.LEVEL)
                                + input.at(row, DemandFeatures.HOUR_SHARE)
                                + elasticity * input.at(row, DemandFeatures.DISCOUNT))
                        / 7;
                out[row * 3] = (float) (expected * low);
                out[row * 3 + 1] = (float) expected;
                out[row * 3 + 2] = (float) (expected * high);
            }
            return new Tensor(input.rows(), 3, out);
        }
    }

    /**
     * Logistic regression for the average shopper.
     *
     * @param intercept with the average shopper's own columns already in it
     * @param affinityWeight weight of the share of own purchases near the hour
     * @param meanAffinity that share for each hour of day, on average
     */
    record LogisticPurchase(
            double intercept,
            double affinityWeight,
            List<Double> meanAffinity,
            double shareWeight,
            double weekendWeight)
            implements BaselineArtifact {
        @Override
        public Tensor run(Tensor input) {
            float[] out = new float[input.rows()];
            for (int row = 0; row < input.rows(); row++) {
                double logit = intercept
                        + shareWeight * input.at(row, PurchaseFeatures.HOUR_SHARE)
                        + weekendWeight * input.at(row, PurchaseFeatures.WEEKEND);
                for (int hour = 0; hour < 24; hour++) {
                    logit += affinityWeight * meanAffinity.get(hour) * input.at(row, hour);
                }
                out[row] = (float) (1 / (1 + StrictMath.exp(-logit)));
            }
            return new Tensor(input.rows(), 1, out);
        }
    }

    /**
     * What the behaviour transformer answers, from counts: a logistic regression of purchase on how much is known of the
     * shopper and how long ago the last action was, the histogram of hours, and how often each item is taken.
     *
     * @param length actions in a row of features, which begins with their items
     * @param gapBlock which block of so many features holds the time until the next action
     * @param mask number of the item that stands for the question
     * @param perGap weight of each bucket of time since the last action, from 1
     * @param hours shares, likewise {@code items}
     */
    record BehaviourRates(
            int length,
            int gapBlock,
            int mask,
            double intercept,
            double perLogActions,
            List<Double> perGap,
            List<Double> hours,
            List<Double> items)
            implements BaselineArtifact {

        @Override
        public Tensor run(Tensor input) {
            int columns = 1 + hours.size() + items.size();
            float[] out = new float[input.rows() * columns];
            for (int row = 0; row < input.rows(); row++) {
                out[row * columns] = (float) purchase(input, row);
                for (int i = 0; i < hours.size(); i++) {
                    out[row * columns + 1 + i] = hours.get(i).floatValue();
                }
                for (int i = 0; i < items.size(); i++) {
                    out[row * columns + 1 + hours.size() + i] = items.get(i).floatValue();
                }
            }
            return new Tensor(input.rows(), columns, out);
        }

        private double purchase(Tensor input, int row) {
            int actions = 0;
            int gap = 0;
            for (int i = 0; i < length; i++) {
                if (input.at(row, i) > 0 && input.at(row, i) != mask) {
                    actions++;
                    gap = (int) input.at(row, gapBlock * length + i);
                }
            }
            double logit =
                    intercept + perLogActions * StrictMath.log(1.0 + actions) + (gap > 0 ? perGap.get(gap - 1) : 0);
            return 1 / (1 + StrictMath.exp(-logit));
        }
    }

    /** Writes it into a folder. @return the SHA-256 of its file */
    static String write(BaselineArtifact artifact, Path folder) throws IOException {
        byte[] bytes = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(artifact);
        Files.write(folder.resolve(FILE), bytes);
        return Sha256.hex(bytes);
    }

    /** @throws ModelUnavailable if it cannot be read */
    static BaselineArtifact read(String model, Path folder) {
        Class<? extends BaselineArtifact> type = model.startsWith("demand")
                ? SeasonalNaiveDemand.class
                : model.startsWith("behaviour") ? BehaviourRates.class : LogisticPurchase.class;
        try {
            return new ObjectMapper().readValue(folder.resolve(FILE).toFile(), type);
        } catch (IOException e) {
            throw new ModelUnavailable("the baseline of " + model + " cannot be read: " + e.getMessage(), e);
        }
    }
}
