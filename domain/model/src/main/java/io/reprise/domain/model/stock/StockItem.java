package io.reprise.domain.model.stock;

import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.stock.StockCommand.ReturnStock;
import io.reprise.domain.model.stock.StockCommand.TopUpStock;
import io.reprise.domain.model.stock.StockEvent.Answer;
import io.reprise.domain.model.stock.StockEvent.StockAllocated;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.stock.StockEvent.StockReleased;
import io.reprise.domain.model.stock.StockEvent.StockReturned;
import io.reprise.domain.model.stock.StockEvent.StockToppedUp;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One item's stock. At all times, in each warehouse, what is free is not negative, and for each campaign what is left is
 * not negative: a unit is never promised twice, whatever runs at once.
 *
 * @param free units on hand and promised to nobody, by warehouse
 * @param shares what each running campaign has left
 * @param served campaigns that have had their share, also those that gave it back
 * @param givenBack units that campaigns which are over had not sold
 * @param receipts receipt ids seen
 */
public record StockItem(
        SortedMap<WarehouseId, Integer> free,
        Map<CampaignId, Share> shares,
        Set<CampaignId> served,
        Map<CampaignId, Integer> givenBack,
        Set<String> receipts) {

    /**
     * A campaign's stock of this item.
     *
     * @param left units not yet sold, by warehouse
     * @param sold units sold
     * @param answers every claim answered, for repeats
     * @param moves every top-up and return, for repeats
     * @param returned what came back of each return
     * @param toppedUp what came of each top-up
     */
    public record Share(
            SortedMap<WarehouseId, Integer> left,
            int sold,
            Map<String, Boolean> answers,
            Set<String> moves,
            Map<String, SortedMap<WarehouseId, Integer>> toppedUp,
            Map<String, SortedMap<WarehouseId, Integer>> returned) {
        public Share {
            moves = Set.copyOf(moves);
            toppedUp = Map.copyOf(toppedUp);
            returned = Map.copyOf(returned);
            left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
            answers = ClaimAnswers.of(answers);
        }

        /** A share as it is set aside. */
        public Share(SortedMap<WarehouseId, Integer> left, int sold, Map<String, Boolean> answers, Set<String> moves) {
            this(left, sold, answers, moves, Map.of(), Map.of());
        }

        private Share with(String moveId, SortedMap<WarehouseId, Integer> units) {
            return new Share(
                    changed(units, 1), sold, answers, also(moves, moveId), also(toppedUp, moveId, units), returned);
        }

        private Share without(String moveId, SortedMap<WarehouseId, Integer> units) {
            return new Share(
                    changed(units, -1), sold, answers, also(moves, moveId), toppedUp, also(returned, moveId, units));
        }

        private SortedMap<WarehouseId, Integer> changed(SortedMap<WarehouseId, Integer> units, int sign) {
            SortedMap<WarehouseId, Integer> after = new TreeMap<>(left);
            units.forEach((warehouse, n) -> after.merge(warehouse, sign * n, Integer::sum));
            return after;
        }

        private static Set<String> also(Set<String> moves, String moveId) {
            Set<String> seen = new HashSet<>(moves);
            seen.add(moveId);
            return seen;
        }

        private static Map<String, SortedMap<WarehouseId, Integer>> also(
                Map<String, SortedMap<WarehouseId, Integer>> before,
                String moveId,
                SortedMap<WarehouseId, Integer> units) {
            Map<String, SortedMap<WarehouseId, Integer>> all = new HashMap<>(before);
            all.put(moveId, units);
            return all;
        }

        public int leftUnits() {
            return left.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** Of one item no more may be on hand: far beyond any warehouse, and safely within an integer. */
    public static final int UNITS_MAX = 1_000_000_000;

    public static final StockItem UNKNOWN = new StockItem(new TreeMap<>(), Map.of(), Set.of(), Map.of(), Set.of());

    public StockItem {
        free = Collections.unmodifiableSortedMap(new TreeMap<>(free));
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        served = Set.copyOf(served);
        givenBack = Map.copyOf(givenBack);
        receipts = Set.copyOf(receipts);
    }

    /** Which of the claims were granted, as answered now or before. */
    public Map<String, Boolean> answers(ClaimStock command) {
        Map<String, Boolean> answered = new LinkedHashMap<>();
        Share share = shares.get(command.campaign());
        for (Claim claim : command.claims()) {
            answered.put(claim.claimId(), share != null && share.answers().getOrDefault(claim.claimId(), false));
        }
        return answered;
    }

    /** What a campaign has left of it, or had left when it was over; 0 where it never had any. */
    public int unsold(CampaignId campaign) {
        Share share = shares.get(campaign);
        return share != null ? share.leftUnits() : givenBack.getOrDefault(campaign, 0);
    }

    public int freeUnits() {
        return free.values().stream().mapToInt(Integer::intValue).sum();
    }

    public static Outcome<StockEvent> decide(StockItem item, StockCommand command) {
        return switch (command) {
            case ReceiveStock c -> receive(item, c);
            case AllocateStock c -> allocate(item, c);
            case TopUpStock c -> topUp(item, c);
            case ReturnStock c -> giveBack(item, c);
            case ClaimStock c -> claim(item, c);
            case ReleaseStock c -> {
                Share share = item.shares.get(c.campaign());
                yield share == null
                        ? Outcome.alreadyDone()
                        : Outcome.accepted(new StockReleased(c.sku(), c.campaign(), share.left(), c.at()));
            }
        };
    }

    private static Outcome<StockEvent> receive(StockItem item, ReceiveStock c) {
        if (item.receipts.contains(c.receiptId())) {
            return Outcome.alreadyDone();
        }
        long onHand = item.freeUnits() + (long) c.units();
        for (Share share : item.shares.values()) {
            onHand += share.leftUnits();
        }
        return onHand > UNITS_MAX
                ? Outcome.refused(new StockRefusal.BeyondCapacity(c.sku(), UNITS_MAX, onHand))
                : Outcome.accepted(new StockReceived(c.sku(), c.warehouse(), c.units(), c.receiptId(), c.at()));
    }

    private static Outcome<StockEvent> allocate(StockItem item, AllocateStock command) {
        if (item.served.contains(command.campaign())) {
            return Outcome.alreadyDone();
        }
        if (item.receipts.isEmpty()) {
            return Outcome.refused(new StockRefusal.UnknownSku(command.sku()));
        }
        for (var wanted : command.units().entrySet()) {
            int free = item.free.getOrDefault(wanted.getKey(), 0);
            if (wanted.getValue() > free) {
                return Outcome.refused(
                        new StockRefusal.NotEnoughFree(command.sku(), wanted.getKey(), wanted.getValue(), free));
            }
        }
        return Outcome.accepted(new StockAllocated(command.sku(), command.campaign(), command.units(), command.at()));
    }

    /** What is free of what is asked for: between the decision and this, somebody else may have been faster. */
    private static Outcome<StockEvent> topUp(StockItem item, TopUpStock command) {
        Share share = item.shares.get(command.campaign());
        if (share == null) {
            return Outcome.refused(new StockRefusal.NotAllocated(command.sku(), command.campaign()));
        }
        if (share.moves().contains(command.moveId())) {
            return Outcome.alreadyDone();
        }
        SortedMap<WarehouseId, Integer> moved = new TreeMap<>();
        command.units()
                .forEach((warehouse, units) ->
                        moved.put(warehouse, Math.min(units, item.free.getOrDefault(warehouse, 0))));
        return Outcome.accepted(
                new StockToppedUp(command.sku(), command.campaign(), command.moveId(), moved, command.at()));
    }

    /** What is left of what is asked for: between the decision and this, shoppers may have bought some. */
    private static Outcome<StockEvent> giveBack(StockItem item, ReturnStock command) {
        Share share = item.shares.get(command.campaign());
        if (share == null) {
            return Outcome.refused(new StockRefusal.NotAllocated(command.sku(), command.campaign()));
        }
        if (share.moves().contains(command.moveId())) {
            return Outcome.alreadyDone();
        }
        SortedMap<WarehouseId, Integer> returned = new TreeMap<>();
        command.units()
                .forEach((warehouse, units) ->
                        returned.put(warehouse, Math.min(units, share.left().getOrDefault(warehouse, 0))));
        return Outcome.accepted(
                new StockReturned(command.sku(), command.campaign(), command.moveId(), returned, command.at()));
    }

    private static Outcome<StockEvent> claim(StockItem item, ClaimStock command) {
        Share share = item.shares.get(command.campaign());
        if (share == null) {
            return Outcome.refused(new StockRefusal.NotAllocated(command.sku(), command.campaign()));
        }
        int left = share.leftUnits();
        Set<String> seen = new HashSet<>();
        List<Answer> answers = new ArrayList<>();
        for (Claim claim : command.claims()) {
            if (!share.answers().containsKey(claim.claimId()) && seen.add(claim.claimId())) {
                boolean granted = claim.units() <= left;
                left -= granted ? claim.units() : 0;
                answers.add(new Answer(claim.claimId(), claim.units(), granted));
            }
        }
        return answers.isEmpty()
                ? Outcome.alreadyDone()
                : Outcome.accepted(new StockClaimed(command.sku(), command.campaign(), answers, command.at()));
    }

    public static StockItem evolve(StockItem item, StockEvent event) {
        SortedMap<WarehouseId, Integer> free = new TreeMap<>(item.free);
        Map<CampaignId, Share> shares = new LinkedHashMap<>(item.shares);
        Set<CampaignId> served = new HashSet<>(item.served);
        Map<CampaignId, Integer> givenBack = new HashMap<>(item.givenBack);
        Set<String> receipts = new HashSet<>(item.receipts);
        switch (event) {
            case StockReceived e -> {
                free.merge(e.warehouse(), e.units(), Integer::sum);
                receipts.add(e.receiptId());
            }
            case StockAllocated e -> {
                e.units().forEach((warehouse, units) -> free.merge(warehouse, -units, Integer::sum));
                shares.put(e.campaign(), new Share(e.units(), 0, Map.of(), Set.of()));
                served.add(e.campaign());
            }
            case StockToppedUp e -> {
                e.units().forEach((warehouse, units) -> free.merge(warehouse, -units, Integer::sum));
                shares.computeIfPresent(e.campaign(), (c, share) -> share.with(e.moveId(), e.units()));
            }
            case StockReturned e -> {
                e.units().forEach((warehouse, units) -> free.merge(warehouse, units, Integer::sum));
                shares.computeIfPresent(e.campaign(), (c, share) -> share.without(e.moveId(), e.units()));
            }
            case StockClaimed e -> shares.computeIfPresent(e.campaign(), (c, share) -> sell(share, e.answers()));
            case StockReleased e -> {
                e.units().forEach((warehouse, units) -> free.merge(warehouse, units, Integer::sum));
                shares.remove(e.campaign());
                givenBack.put(
                        e.campaign(),
                        e.units().values().stream().mapToInt(Integer::intValue).sum());
            }
        }
        return new StockItem(free, shares, served, givenBack, receipts);
    }

    /** Takes each granted claim from the warehouses in their order. */
    private static Share sell(Share share, List<Answer> answers) {
        SortedMap<WarehouseId, Integer> left = new TreeMap<>(share.left());
        int sold = share.sold();
        for (Answer answer : answers) {
            int missing = answer.granted() ? answer.units() : 0;
            sold += missing;
            for (var place : left.entrySet()) {
                int taken = Math.min(missing, place.getValue());
                place.setValue(place.getValue() - taken);
                missing -= taken;
            }
        }
        return new Share(
                left,
                sold,
                ClaimAnswers.of(share.answers()).plus(answers),
                share.moves(),
                share.toppedUp(),
                share.returned());
    }
}
