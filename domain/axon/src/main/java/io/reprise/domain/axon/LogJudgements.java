package io.reprise.domain.axon;

import io.reprise.domain.model.judgement.JudgementEvent;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.port.DecisionJudgements;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.vocabulary.CampaignId;

/** What people said of decisions, folded from the {@link EventLog}. */
public final class LogJudgements implements DecisionJudgements {

    private final StreamFold<Judgements> states;

    public LogJudgements(EventLog log, StateSnapshots snapshots) {
        this.states = new StreamFold<>(
                log,
                snapshots,
                StateForm.JUDGEMENTS,
                Judgements.NONE,
                (state, event) -> Judgements.evolve(state, (JudgementEvent) event));
    }

    /** From events alone, as audits want it. */
    public LogJudgements(EventLog log) {
        this(log, StateSnapshots.none(log));
    }

    @Override
    public Judgements load(CampaignId campaign) {
        return states.load(Streams.judgement(campaign));
    }
}
