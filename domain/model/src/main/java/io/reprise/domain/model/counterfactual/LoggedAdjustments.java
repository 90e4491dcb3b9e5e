package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Adjustments of past sales as choices with rewards. An option stands for what it contains; what people then let through is
 * part of what came of it. The reward of a choice is what shoppers of the sale bought in some time after it: margin, and a
 * share of revenue as the policies value it.
 *
 * <p>So what is valued is the other policy at one decision, with everything after it as it was: not a whole sale.
 */
public final class LoggedAdjustments {

    /**
     * Stock is moved beside whatever is done. Where nothing else was, the option is named by that, and only if it was taken: with
     * what probability, says nothing about another option. It is the one of leaving the sale alone.
     */
    private static final Set<String> STOCK = Set.of("move-stock", "return-stock", "move-free-stock");

    private static final String LEAVE_ALONE = "leave-it-alone";

    private final Duration horizon;
    private final double salesWeight;

    /**
     * @param horizon for how long after a decision the reward is counted; until the end of the sale at most
     * @param salesWeight what a cent of revenue is worth beside a cent of margin
     */
    public LoggedAdjustments(Duration horizon, double salesWeight) {
        this.horizon = horizon;
        this.salesWeight = salesWeight;
    }

    /** Since when which discounts held. */
    private record Priced(Instant since, SortedMap<Sku, Integer> discountsBps) {}

    /**
     * The adjustments of one sale that is over, each beside what would have been done otherwise.
     *
     * @param otherwise decisions as they were reconsidered; what could not be is left out
     * @param replay makes the evidence that a decision rested on again
     */
    public List<LoggedChoice> of(
            List<CampaignEvent> history,
            SaleSignals signals,
            List<Reconsidered> otherwise,
            CounterfactualReplay replay) {
        Optional<Instant> end = history.stream()
                .filter(event -> event instanceof CampaignClosed || event instanceof CampaignStopped)
                .map(CampaignEvent::at)
                .findFirst();
        if (end.isEmpty()) {
            return List.of();
        }
        List<LoggedChoice> choices = new ArrayList<>();
        for (Reconsidered other : otherwise) {
            if (other.outcomeNow().isPresent()) {
                adjustment(history, other.decision())
                        .flatMap(d -> choice(d, other, reward(history, signals, d, end.get()), replay))
                        .ifPresent(choices::add);
            }
        }
        return choices;
    }

    private static Optional<DecisionRecord> adjustment(List<CampaignEvent> history, DecisionId id) {
        for (CampaignEvent event : history) {
            if (event instanceof DecisionTaken taken
                    && taken.decision().id().equals(id)
                    && taken.decision().inputs() instanceof AdjustmentInputs) {
                return Optional.of(taken.decision());
            }
        }
        return Optional.empty();
    }

    /**
     * What shoppers of the sale bought after an adjustment, in cents as it is valued here.
     *
     * @param end when the sale ended, or when it was last looked at
     */
    public double reward(List<CampaignEvent> history, SaleSignals signals, DecisionRecord adjustment, Instant end) {
        List<Priced> prices = new ArrayList<>();
        Campaign state = Campaign.NOT_DRAFTED;
        for (CampaignEvent event : history) {
            state = CampaignHistory.evolve(state, event);
            if (state instanceof Live live
                    && (prices.isEmpty() || !prices.getLast().discountsBps().equals(live.discountsBps()))) {
                prices.add(new Priced(event.at(), live.discountsBps()));
            }
        }
        Instant until = adjustment.at().plus(horizon);
        Instant to = until.isAfter(end) ? end : until;
        return reward((AdjustmentInputs) adjustment.inputs(), adjustment.at(), to, prices, signals);
    }

    private Optional<LoggedChoice> choice(
            DecisionRecord decision, Reconsidered otherwise, double reward, CounterfactualReplay replay) {
        AdjustmentInputs in = (AdjustmentInputs) decision.inputs();
        Optional<String> taken = decision.alternatives().stream()
                .filter(Alternative::chosen)
                .map(LoggedAdjustments::key)
                .findFirst();
        SortedMap<String, Double> logged = propensities(decision.alternatives());
        if (taken.isEmpty() || logged.getOrDefault(taken.get(), 0.0) <= 0) {
            return Optional.empty();
        }
        double share = Math.min(1, horizon.toMinutes() / 60.0 / Math.max(1, in.hoursLeft()));
        Evidence evidence = replay.recorded(decision);
        double usual = usual(in, evidence.tensor("response"));
        SortedMap<String, List<Double>> features = new TreeMap<>();
        // Leaving alone comes before stock. What only the other policy weighs is known as it weighs it.
        Stream.of(weighed(decision, in, evidence), decision.alternatives(), otherwise.alternativesNow())
                .flatMap(List::stream)
                .forEach(option -> features.putIfAbsent(key(option), List.of(usual, share * option.score())));
        return Optional.of(new LoggedChoice(
                decision.campaign().value(),
                taken.get(),
                logged,
                propensities(otherwise.alternativesNow()),
                reward,
                features));
    }

    /**
     * Options with their worth as nobody had tried anything out. Recorded, what is tried has the worth under the belief that
     * made it look best, so a reward model would expect too much of whatever was taken.
     */
    private static List<Alternative> weighed(DecisionRecord decision, AdjustmentInputs in, Evidence evidence) {
        return Policies.decide(decision.policy(), in.withoutTrying(), evidence, decision.parameters(), decision.seed())
                .alternatives();
    }

    /** Policies of before options had keys name them by the key's words: the same option under both. */
    private static String key(Alternative option) {
        String key = option.option().replace(' ', '-');
        return STOCK.contains(key) ? LEAVE_ALONE : key;
    }

    private static SortedMap<String, Double> propensities(List<Alternative> alternatives) {
        SortedMap<String, Double> named = new TreeMap<>();
        alternatives.forEach(option -> named.merge(key(option), option.propensity(), Double::sum));
        return named;
    }

    /** Worth of what would be bought at the prices in force, at the pace the sale has shown, in the time that counts. */
    double usual(AdjustmentInputs in, Tensor response) {
        int still = in.stepsBps().indexOf(0);
        // Where the sale may end later the response covers the hours of that too.
        int hours = in.ahead().map(AdjustmentInputs.Ahead::hours).orElse(in.hoursLeft());
        double treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        double sold = 10;
        double expected = 10;
        for (Item item : in.items()) {
            sold += item.soldToDate();
            expected += item.expectedToDate();
        }
        double worth = 0;
        for (int i = 0; i < in.items().size(); i++) {
            double units = 0;
            for (int hour = 0; hour < Math.min(in.hoursLeft(), horizon.toMinutes() / 60.0); hour++) {
                units += response.at((i * in.stepsBps().size() + still) * hours + hour, 1);
            }
            Item item = in.items().get(i);
            worth += Math.min(item.left(), treated * sold / expected * units) * worth(item, item.discountBps());
        }
        return worth;
    }

    private double worth(Item item, int discountBps) {
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        return price - item.unitCostCents() + salesWeight * price;
    }

    /** What the treated arm bought in a span of time, at the prices that were in force. */
    private double reward(AdjustmentInputs in, Instant from, Instant to, List<Priced> prices, SaleSignals signals) {
        double worth = 0;
        for (int n = 0; n < prices.size(); n++) {
            Instant since = later(from, prices.get(n).since());
            Instant until = n + 1 < prices.size() && prices.get(n + 1).since().isBefore(to)
                    ? prices.get(n + 1).since()
                    : to;
            if (since.isBefore(until)) {
                Map<Sku, Integer> discounts = prices.get(n).discountsBps();
                for (Item item : in.items()) {
                    int units = signals.sold(Arm.TREATED, item.sku(), new TimeWindow(since, until));
                    worth += units * worth(item, discounts.get(item.sku()));
                }
            }
        }
        return worth;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
