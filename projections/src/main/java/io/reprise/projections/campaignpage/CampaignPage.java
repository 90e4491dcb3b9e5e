package io.reprise.projections.campaignpage;

import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.CampaignEvent.NotRestored;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.PlanVersion;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AssortmentOutcome;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything about one campaign, for its page. A document: filled by {@link CampaignPages}, read by pages and API. */
public final class CampaignPage {

    public String campaignId;
    /** As {@code Campaign.phase()} names it. */
    public String phase;

    public List<PlanVersion> versions = new ArrayList<>();
    public String sentBackComment = "";
    public List<Forecast> forecasts = new ArrayList<>();
    public Optional<AssortmentOutcome> assortment = Optional.empty();
    public Optional<ScheduleOutcome> schedule = Optional.empty();
    public Optional<InventoryOutcome> inventory = Optional.empty();
    public String proposalHash = "";
    public Optional<Role> approver = Optional.empty();
    public String approvalRule = "";
    public Optional<Instant> deadline = Optional.empty();
    public boolean escalated;
    public String approvedBy = "";
    public Map<Sku, Integer> discountsBps = new TreeMap<>();
    public List<Instant> pushWaves = new ArrayList<>();
    /** When the sale is, once it runs. */
    public Optional<TimeWindow> window = Optional.empty();
    /** Items of the plan that it does not offer now. */
    public List<Sku> aside = new ArrayList<>();
    /** Share of those not held out who see it. */
    public int audienceBps = Price.WHOLE_BPS;

    public List<AdjustmentLine> adjustments = new ArrayList<>();
    public Optional<CampaignReport> report = Optional.empty();
    public String endReason = "";
    public int windowsEvaluated;
    /** Every decision, in the order in which they were taken. */
    public List<DecisionId> decisions = new ArrayList<>();

    public List<TimelineEntry> timeline = new ArrayList<>();

    /** An adjustment with what became of it and who answered. */
    public static final class AdjustmentLine {
        public DecisionId decisionId;
        public int window;
        public AdjustmentOutcome outcome;
        public Stage stage;
        public String rule = "";
        public Optional<Instant> deadline = Optional.empty();
        public String actor = "";
        public Instant at;
        /** What could not be taken back, where it was. */
        public List<NotRestored> notRestored = new ArrayList<>();
    }

    /**
     * Something that happened.
     *
     * @param event the event's name, without package
     * @param detail what is worth saying beside it, in the words of who did it, or empty
     */
    public record TimelineEntry(long position, Instant at, String event, String actor, String detail) {}

    public PlanVersion version() {
        return versions.getLast();
    }

    public Plan plan() {
        return version().plan();
    }

    public Optional<AdjustmentLine> pendingAdjustment() {
        return adjustments.stream().filter(a -> a.stage == Stage.PROPOSED).findFirst();
    }
}
