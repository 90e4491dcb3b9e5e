package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Extent.Shift;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.AssortmentOutcome;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A campaign, in the state it is in. What happens to it is decided by {@link CampaignDecider} and told by {@link
 * CampaignEvent}s, from which {@link CampaignHistory} makes the state again.
 */
public sealed interface Campaign {

    Campaign NOT_DRAFTED = new NotDrafted();

    record NotDrafted() implements Campaign {}

    /** Being written, or sent back for another version. @param comment why it was sent back, or empty */
    record Drafting(CampaignId id, PlanVersion version, String comment) implements Drafted {}

    /** Submitted: models forecast, policies decide assortment, schedule and stock. */
    record Predicting(
            CampaignId id,
            PlanVersion version,
            SortedMap<String, Forecast> forecasts,
            Optional<Taken<AssortmentOutcome>> assortment,
            Optional<Taken<ScheduleOutcome>> schedule,
            Optional<Taken<InventoryOutcome>> inventory)
            implements Drafted {
        public Predicting {
            forecasts = Collections.unmodifiableSortedMap(new TreeMap<>(forecasts));
        }

        /** The plan at the discounts that were chosen, or at its own until they are. */
        public Plan offered() {
            Plan plan = version.plan();
            return assortment
                    .map(chosen -> plan.offering(chosen.outcome().discountsBps()))
                    .orElse(plan);
        }

        Predicting with(Taken<AssortmentOutcome> chosen) {
            return new Predicting(id, version, forecasts, Optional.of(chosen), schedule, inventory);
        }
    }

    /** A decision's id beside what was decided, so that a retry is recognised. */
    record Taken<O>(DecisionId id, O outcome) {}

    /**
     * Waits for a person.
     *
     * @param decisions what decided the proposal's hours and stock
     * @param overriders names of those who put an outcome of their own in place of a decision's, and so do not approve it
     */
    record AwaitingApproval(
            CampaignId id,
            Proposal proposal,
            Role approver,
            Instant deadline,
            boolean escalated,
            SortedMap<DecisionKind, DecisionId> decisions,
            SortedSet<String> overriders)
            implements Proposed {
        public AwaitingApproval {
            decisions = Collections.unmodifiableSortedMap(new TreeMap<>(decisions));
            overriders = Collections.unmodifiableSortedSet(new TreeSet<>(overriders));
        }

        AwaitingApproval escalate() {
            return new AwaitingApproval(id, proposal, approver, deadline, true, decisions, overriders);
        }

        AwaitingApproval overridden(Proposal by, String person) {
            SortedSet<String> people = new TreeSet<>(overriders);
            people.add(person);
            return new AwaitingApproval(id, by, approver, deadline, escalated, decisions, people);
        }
    }

    /** Approved; stock is set aside, then it waits for its hour. */
    record Approved(CampaignId id, Proposal proposal, Actor approver, boolean stockSecured) implements Proposed {}

    /**
     * Running.
     *
     * @param discountsBps discount in force for each item
     * @param pushWaves notifications planned and added
     * @param windows evaluations taken, in order
     * @param adjustments decided adjustments, in order, by what became of them
     * @param repricings every change of prices there was, in order
     * @param report what it brought, once the closing evaluation is taken
     * @param shifts every change of its extent there was, in order
     */
    record Live(
            CampaignId id,
            Proposal proposal,
            SortedMap<Sku, Integer> discountsBps,
            List<Instant> pushWaves,
            List<Evaluated> windows,
            List<Adjustment> adjustments,
            List<Repricing> repricings,
            Optional<Taken<CampaignReport>> report,
            List<Shift> shifts)
            implements Proposed {
        public Live {
            discountsBps = Collections.unmodifiableSortedMap(new TreeMap<>(discountsBps));
            pushWaves = List.copyOf(pushWaves);
            windows = List.copyOf(windows);
            adjustments = List.copyOf(adjustments);
            repricings = List.copyOf(repricings);
            shifts = List.copyOf(shifts);
        }

        /** A sale of which nothing but prices was changed. */
        public Live(
                CampaignId id,
                Proposal proposal,
                SortedMap<Sku, Integer> discountsBps,
                List<Instant> pushWaves,
                List<Evaluated> windows,
                List<Adjustment> adjustments,
                List<Repricing> repricings,
                Optional<Taken<CampaignReport>> report) {
            this(id, proposal, discountsBps, pushWaves, windows, adjustments, repricings, report, List.of());
        }

        /** When it is, of which items, and who sees it, now. */
        public Extent extent() {
            return Extent.approved(proposal).after(shifts);
        }

        /** Likewise at another time. */
        public Extent extentAt(Instant at) {
            return Extent.approved(proposal)
                    .after(shifts.stream()
                            .filter(shift -> !shift.at().isAfter(at))
                            .toList());
        }

        /** When it is: as approved, unless its end was moved. */
        public TimeWindow window() {
            return extent().window();
        }

        /** How often items were taken out or put in. */
        public int itemChanges() {
            return shifts.stream()
                    .mapToInt(shift -> shift.change().itemChanges())
                    .sum();
        }

        /** The adjustment that waits for a person. */
        public Optional<Adjustment> pending() {
            return adjustments.stream().filter(a -> a.stage() == Stage.PROPOSED).findFirst();
        }

        public Optional<Adjustment> adjustment(DecisionId id) {
            return adjustments.stream().filter(a -> a.id().equals(id)).findFirst();
        }

        /** Since when the sale has gone at its present pace: its start where no evaluation found a change. */
        public Instant paceSince() {
            return (windows.isEmpty()
                            ? Optional.<Instant>empty()
                            : windows.getLast().paceSince())
                    .orElse(proposal.schedule().window().from());
        }

        /** Extra notifications already added. */
        public int extraPushes() {
            return pushWaves.size() - proposal.schedule().pushWaves().size();
        }

        /** When this item's price was last changed, or empty. */
        public Optional<Instant> lastChanged(Sku sku) {
            return repricings.stream()
                    .filter(r -> r.changes().stream().anyMatch(c -> c.sku().equals(sku)))
                    .map(Repricing::at)
                    .max(Instant::compareTo);
        }
    }

    /** Prices were changed, by an adjustment or by taking one back. */
    record Repricing(Instant at, List<PriceChange> changes) {
        public Repricing {
            changes = List.copyOf(changes);
        }
    }

    /** One monitoring window that was looked at. @param paceSince since when the sale has gone at its present pace */
    record Evaluated(DecisionId id, int window, Course course, Optional<Instant> paceSince) {}

    /** Where an adjustment has got to. */
    enum Stage {
        DECIDED,
        PROPOSED,
        APPLIED,
        REJECTED,
        EXPIRED,
        FORBIDDEN,
        REVERTED
    }

    /** @param at when it reached its stage */
    record Adjustment(
            DecisionId id, int window, AdjustmentOutcome outcome, Stage stage, Optional<Instant> deadline, Instant at) {

        Adjustment in(Stage next, Instant when) {
            return new Adjustment(id, window, outcome, next, deadline, when);
        }

        List<PriceChange> reversed() {
            return outcome.priceChanges().stream().map(PriceChange::reversed).toList();
        }
    }

    /**
     * Over, one way or another. Nothing more happens to it, but that a sale which a person stopped is still evaluated.
     *
     * @param report what it brought, where it ran
     * @param unreported the sale as it was when it was stopped, until its closing evaluation is taken
     */
    record Ended(
            CampaignId id,
            PlanVersion version,
            Optional<Proposal> proposal,
            How how,
            Optional<Taken<CampaignReport>> report,
            Optional<Live> unreported)
            implements Drafted {}

    /** Why a campaign is over. */
    enum How {
        CLOSED,
        STOPPED,
        LAUNCH_FAILED
    }

    /** Every state but the first. */
    sealed interface Drafted extends Campaign permits Drafting, Predicting, Proposed, Ended {
        CampaignId id();

        PlanVersion version();
    }

    /** Every state from the request for approval to the end. */
    sealed interface Proposed extends Drafted permits AwaitingApproval, Approved, Live {
        Proposal proposal();

        @Override
        default PlanVersion version() {
            return proposal().version();
        }
    }

    /** Stable lower case name of the state, for example {@code awaiting-approval}. */
    default String phase() {
        return switch (this) {
            case NotDrafted s -> "not-drafted";
            case Drafting s -> "drafting";
            case Predicting s -> "predicting";
            case AwaitingApproval s -> "awaiting-approval";
            case Approved s -> "approved";
            case Live s -> "live";
            case Ended s -> s.how().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    /** Discounts as the plan has them. */
    static SortedMap<Sku, Integer> planned(Plan plan) {
        SortedMap<Sku, Integer> discounts = new TreeMap<>();
        plan.items().forEach(item -> discounts.put(item.sku(), item.discountBps()));
        return discounts;
    }

    /** The discounts after some changes. */
    static SortedMap<Sku, Integer> changed(Map<Sku, Integer> discounts, List<PriceChange> changes) {
        SortedMap<Sku, Integer> after = new TreeMap<>(discounts);
        changes.forEach(change -> after.put(change.sku(), change.toBps()));
        return after;
    }
}
