package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.counterfactual.CounterfactualReport.Sale;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes the decisions of past sales otherwise, and values that where what was logged can tell. */
public final class CounterfactualRun {

    private final Campaigns campaigns;
    private final EvidenceStore evidence;
    private final ModelRunner models;
    private final SignalReader signals;

    /** Reads something off what shoppers did in a campaign. */
    public interface SignalReader {
        <T> T read(CampaignId campaign, Function<SaleSignals, T> question);
    }

    public CounterfactualRun(Campaigns campaigns, EvidenceStore evidence, ModelRunner models, SignalReader signals) {
        this.campaigns = campaigns;
        this.evidence = evidence;
        this.models = models;
        this.signals = signals;
    }

    /** As a whole, for whoever waits for it. @throws InvalidValue if there is no such campaign */
    public CounterfactualReport run(CounterfactualQuestion question) {
        return run(question, new CounterfactualProgress());
    }

    /**
     * @throws InvalidValue if there is no such campaign
     * @throws java.util.concurrent.CancellationException if it was called off
     */
    public CounterfactualReport run(CounterfactualQuestion question, CounterfactualProgress progress) {
        LoggedAdjustments logged =
                new LoggedAdjustments(Duration.ofMinutes(question.horizonMinutes()), question.salesWeight());
        progress.of(question.campaigns().size());
        List<Sale> sales = new ArrayList<>();
        List<LoggedChoice> choices = new ArrayList<>();
        for (CampaignId id : question.campaigns()) {
            List<CampaignEvent> history = campaigns.history(id);
            InvalidValue.unless(!history.isEmpty(), "campaigns", () -> "there is no campaign '" + id + "'");
            CounterfactualReplay replay = new CounterfactualReplay(evidence, models, question.otherwise());
            List<Reconsidered> decisions = new ArrayList<>();
            for (CampaignEvent event : history) {
                if (event instanceof DecisionTaken taken) {
                    progress.decision();
                    replay.reconsider(taken.decision()).ifPresent(decisions::add);
                }
            }
            sales.add(new Sale(id, decisions));
            choices.addAll(signals.read(id, seen -> logged.of(history, seen, decisions, replay)));
            progress.campaign();
        }
        return report(question, sales, choices);
    }

    private static CounterfactualReport report(
            CounterfactualQuestion question, List<Sale> sales, List<LoggedChoice> choices) {
        List<Reconsidered> all =
                sales.stream().flatMap(sale -> sale.decisions().stream()).toList();
        List<Reconsidered> adjustments = all.stream()
                .filter(r -> r.outcomeNow().orElse(null) instanceof AdjustmentOutcome)
                .toList();
        long sameChanges = adjustments.stream().filter(r -> !changes(r)).count();
        long sameOption = choices.stream()
                .filter(c -> c.otherwise().getOrDefault(c.option(), 0.0) >= 0.5)
                .count();
        return new CounterfactualReport(
                question.otherwise(),
                question.horizonMinutes(),
                question.salesWeight(),
                sales,
                all.size(),
                (int) all.stream().filter(Reconsidered::isChanged).count(),
                (int) all.stream().filter(r -> r.outcomeNow().isEmpty()).count(),
                choices.isEmpty() ? 0 : (double) sameOption / choices.size(),
                adjustments.isEmpty() ? 0 : (double) sameChanges / adjustments.size(),
                OffPolicy.value(choices));
    }

    /** Whether what is changed in the sale is another; what it was expected to gain does not matter. */
    private static boolean changes(Reconsidered r) {
        AdjustmentOutcome then = (AdjustmentOutcome) r.outcomeThen();
        AdjustmentOutcome now = (AdjustmentOutcome) r.outcomeNow().orElseThrow();
        return !then.priceChanges().equals(now.priceChanges())
                || then.extraPush() != now.extraPush()
                || !then.stockMoves().equals(now.stockMoves());
    }
}
