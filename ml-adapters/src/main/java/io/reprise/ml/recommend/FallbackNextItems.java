package io.reprise.ml.recommend;

import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.NextItems;

/** Asks the champion, and the baseline where the champion cannot answer; the answer says why it was not the champion. */
public final class FallbackNextItems implements NextItems {

    private final NextItems champion;
    private final NextItems baseline;

    public FallbackNextItems(NextItems champion, NextItems baseline) {
        this.champion = champion;
        this.baseline = baseline;
    }

    @Override
    public NextShares next(NextQuestion question) {
        try {
            return champion.next(question);
        } catch (ModelUnavailable e) {
            NextShares answer = baseline.next(question);
            return new NextShares(answer.shares(), answer.call().because(e.getMessage()));
        }
    }
}
