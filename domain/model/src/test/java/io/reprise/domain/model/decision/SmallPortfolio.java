package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.ScheduleInputs.Calendar;
import io.reprise.domain.model.decision.ScheduleInputs.Neighbour;
import io.reprise.domain.model.decision.ScheduleInputs.Portfolio;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A few sales put together by chance, ours first, and what any plan for them earns, added up hour by hour from what is known
 * of each. Hours count from the first that ours may have. All shares are halves and quarters, so that no sum is rounded.
 */
final class SmallPortfolio {

    static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    private static final int EARLIEST = -5, LATEST = 25;

    /** @param closed hours in which it may not run */
    record Sale(
            CampaignId id,
            int from,
            int lengthHours,
            boolean isFixed,
            SortedSet<Integer> closed,
            SortedMap<CampaignId, Integer> sharedBps,
            List<Long> worthCents) {

        int end() {
            return from + worthCents.size();
        }

        int lastStart() {
            return end() - lengthHours;
        }

        long worth(int hour) {
            return hour < from || hour >= end() ? 0 : worthCents.get(hour - from);
        }

        boolean isOpen(int start) {
            return closed.subSet(start, start + lengthHours).isEmpty();
        }

        /** A closed hour is one of which ten minutes are. */
        List<TimeWindow> blackouts() {
            return closed.stream()
                    .map(hour -> new TimeWindow(
                            at(hour).plus(Duration.ofMinutes(20)), at(hour).plus(Duration.ofMinutes(30))))
                    .toList();
        }
    }

    final List<Sale> open = new ArrayList<>();
    final List<Sale> fixed = new ArrayList<>();
    final int atOnceMax;
    final Parameters parameters;
    private final List<Integer> running = new ArrayList<>();
    private final int shoppersBps;
    private final float[] demand;

    SmallPortfolio(Random random) {
        atOnceMax = random.nextInt(4);
        shoppersBps = random.nextBoolean() ? 10_000 : 5_000;
        parameters = Policies.defaults(Policies.SCHEDULE)
                .with("attentionShare", random.nextInt(3) / 4.0)
                .with("cannibalisationShare", random.nextInt(1, 4) / 4.0)
                .with("alternativesKept", random.nextInt(7))
                .with("purchaseWeight", 0);
        int hours = random.nextInt(4, 9);
        // Two items: one earns a euro a unit, the other loses half of one.
        demand = new float[2 * hours * 3];
        List<Long> worth = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            int good = random.nextInt(13);
            int bad = random.nextInt(4) * random.nextInt(4);
            demand[hour * 3 + 1] = good;
            demand[(hours + hour) * 3 + 1] = bad;
            worth.add(100L * good - 50L * bad);
            running.add(random.nextInt(4) == 0 ? 1 : 0);
        }
        open.add(sale("ours", 0, random.nextInt(1, 4), false, worth, random));
        for (String id : List.of("a", "b", "c").subList(0, random.nextInt(4))) {
            boolean isFixed = random.nextInt(3) == 0;
            int length = random.nextInt(1, 4);
            int within = isFixed ? length : length + random.nextInt(5);
            List<Long> margins = random.longs(within, -200, 1_200).boxed().toList();
            (isFixed ? fixed : open).add(sale(id, random.nextInt(-3, 7), length, isFixed, margins, random));
        }
    }

    private static Sale sale(String id, int from, int length, boolean isFixed, List<Long> worth, Random random) {
        SortedSet<Integer> closed = new TreeSet<>();
        for (int hour = from; hour < from + worth.size(); hour++) {
            if (!isFixed && random.nextInt(6) == 0) {
                closed.add(hour);
            }
        }
        SortedMap<CampaignId, Integer> shared = new TreeMap<>();
        for (String other : List.of("ours", "a", "b", "c")) {
            if (!other.equals(id) && random.nextInt(4) > 0) {
                shared.put(new CampaignId(other), 2_500 * random.nextInt(5));
            }
        }
        return new Sale(new CampaignId(id), from, length, isFixed, closed, shared, worth);
    }

    static Instant at(int hour) {
        return FROM.plus(Duration.ofHours(hour));
    }

    ScheduleInputs inputs() {
        Sale ours = open.getFirst();
        List<Neighbour> neighbours = new ArrayList<>();
        for (Sale sale : all()) {
            if (sale != ours) {
                neighbours.add(new Neighbour(
                        sale.id(),
                        new TimeWindow(at(sale.from()), at(sale.end())),
                        sale.lengthHours(),
                        sale.isFixed(),
                        sale.blackouts(),
                        sale.sharedBps(),
                        sale.worthCents()));
            }
        }
        return new ScheduleInputs(
                new TimeWindow(FROM, at(ours.end())),
                ours.lengthHours(),
                0,
                List.of(100L, -50L),
                Optional.of(new Calendar(ZoneOffset.UTC, ours.blackouts())),
                Optional.of(new Portfolio(
                        ours.id(),
                        atOnceMax,
                        shoppersBps,
                        Optional.empty(),
                        ours.sharedBps(),
                        running,
                        List.of(),
                        neighbours)));
    }

    private List<Sale> all() {
        List<Sale> all = new ArrayList<>(open);
        all.addAll(fixed);
        return all;
    }

    Tensor demand() {
        return new Tensor(demand.length / 3, 3, demand);
    }

    Tensor purchase() {
        return new Tensor(running.size(), 1, new float[running.size()]);
    }

    /** The first hour that any open sale may have. */
    int origin() {
        return open.stream().mapToInt(Sale::from).min().orElseThrow();
    }

    int end() {
        return open.stream().mapToInt(Sale::end).max().orElseThrow();
    }

    int running(int hour) {
        return hour < 0 || hour >= running.size() ? 0 : running.get(hour);
    }

    /** What one sale loses in an hour because the other runs in it too. */
    double loss(Sale of, Sale by, int hour) {
        double share = shoppersBps
                / 1e4
                * (parameters.get("attentionShare")
                        + parameters.get("cannibalisationShare")
                                * of.sharedBps().getOrDefault(by.id(), 0)
                                / 1e4);
        return Math.max(0, of.worth(hour)) * Math.min(share, 1) / 2;
    }

    /** Cents that open sales earn, less what they and those that are fixed lose by each other. @param starts null: does not run */
    double earned(Integer... starts) {
        double cents = 0;
        for (int hour = EARLIEST; hour < LATEST; hour++) {
            List<Sale> there = new ArrayList<>();
            for (Sale sale : all()) {
                Integer start = sale.isFixed() ? (Integer) sale.from() : starts[open.indexOf(sale)];
                if (start != null && hour >= start && hour < start + sale.lengthHours()) {
                    there.add(sale);
                }
            }
            for (Sale sale : there) {
                cents += sale.isFixed() ? 0 : sale.worth(hour);
                for (Sale other : there) {
                    boolean isOpen = !sale.isFixed() || !other.isFixed();
                    cents -= other != sale && isOpen ? loss(sale, other, hour) : 0;
                }
            }
        }
        return cents;
    }

    /** What one sale's start adds to what the others earn. */
    double added(int sale, Integer start, Integer... starts) {
        return earned(with(starts, sale, start)) - earned(with(starts, sale, null));
    }

    static Integer[] with(Integer[] starts, int sale, Integer start) {
        Integer[] changed = starts.clone();
        changed[sale] = start;
        return changed;
    }

    /** Whether no hour has more sales than may run at once. */
    boolean hasRoom(int sale, int start, Integer... starts) {
        for (int hour = start; hour < start + open.get(sale).lengthHours(); hour++) {
            int there = 1 + running(hour);
            for (int other = 0; other < starts.length; other++) {
                if (other != sale && starts[other] != null) {
                    int since = hour - starts[other];
                    there += since >= 0 && since < open.get(other).lengthHours() ? 1 : 0;
                }
            }
            if (atOnceMax > 0 && there > atOnceMax) {
                return false;
            }
        }
        return true;
    }

    boolean isAllowed(int sale, int start, Integer... starts) {
        Sale of = open.get(sale);
        return start >= of.from() && start <= of.lastStart() && of.isOpen(start) && hasRoom(sale, start, starts);
    }
}
