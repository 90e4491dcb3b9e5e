package io.reprise.projections.store;

import static io.reprise.projections.store.SaleHistory.SALE;
import static io.reprise.projections.store.SaleHistory.id;

import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Explanation;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Parameters;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events as they come to lie in a log, and the time at which they happen: each a second after the one before. */
final class Timeline {

    private final List<Object> events = new ArrayList<>();
    private Instant now;

    Timeline(Instant start) {
        now = start;
    }

    List<Object> events() {
        return List.copyOf(events);
    }

    Instant now() {
        return now;
    }

    void goOnTo(Instant later) {
        now = later;
    }

    /** A second later. */
    Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    void add(Object event) {
        events.add(event);
    }

    /** Adds a decision. */
    void take(CampaignId campaign, String name, DecisionInputs inputs, DecisionOutcome outcome) {
        add(new DecisionTaken(
                campaign,
                new DecisionRecord(
                        id(campaign.equals(SALE) ? name : name + "-" + campaign),
                        campaign,
                        inputs.kind(),
                        new PolicyRef("policy", 1),
                        Parameters.of(Map.of("tolerance", .15)),
                        7,
                        inputs,
                        List.of(new Evidence.Source(Forecast.DEMAND, call())),
                        outcome,
                        List.of(Alternative.weighed("this", 2, "cents", true)),
                        new Explanation("why", List.of("42"), List.of(new Explanation.Factor("f", 1, 1))),
                        Actor.ENGINE,
                        tick())));
    }

    static ModelCall call() {
        return new ModelCall(
                "demand",
                "1",
                "a".repeat(64),
                "demand-features/1",
                "cpu",
                "TensorFlow",
                "b".repeat(64),
                "c".repeat(64),
                "");
    }
}
