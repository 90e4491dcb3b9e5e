package io.reprise.domain.model.port;

import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What shoppers do, on its way into the log and back out of it. */
public interface Signals {

    /** One batch may not hold more. */
    int BATCH_MAX = 5_000;

    /**
     * Records the signals that are new and returns once they are durable.
     *
     * @return how many were new
     * @throws EventLog.LimitExceeded for more than {@link #BATCH_MAX}
     */
    int receive(CampaignId campaign, int holdOutBps, List<Signal> signals, Instant at);

    /** Records how many of these shoppers are in which arm, once. */
    void enrol(CampaignId campaign, int holdOutBps, List<Pseudonym> shoppers, Instant at);

    /**
     * Records what shoppers spent before the sale, for those of whom nothing was recorded, and returns once it is durable.
     *
     * @return how many were new
     */
    int recordPriorSpend(CampaignId campaign, int holdOutBps, List<PriorSpend> shoppers, Instant at);

    /** Reads something off all signals of a campaign so far; nobody else changes them meanwhile. */
    <T> T read(CampaignId campaign, Function<SaleSignals, T> question);
}
