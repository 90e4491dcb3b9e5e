package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.ScheduleInputs.Neighbour;
import io.reprise.domain.model.decision.ScheduleInputs.Portfolio;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * When campaigns should start that share shoppers, in numbers. A campaign earns what its hours are expected to earn; two in
 * the same hour each lose a part of it: a little for the attention of shoppers they share, more for the margin that comes of
 * items both sell, because a shopper buys one of them (cannibalisation). Half of each side's loss counts, so that two sales
 * of the same items to the same shoppers earn together what one of them does where cannibalisation is complete.
 *
 * <p>The question to a solver ({@link #question}, schema {@code portfolio-problem/1}): row 0 holds the number of campaigns,
 * of hours, how many may run at once (0: any number) and a seed; row 1 the length of each campaign in hours; then one row an
 * hour with how many others are sure to run; then for each campaign one row an hour: 1 if it may start there, what it earns if it does, and
 * what it loses in that hour to each other campaign. Money is in cents. Its answer ({@code portfolio/1}): [campaigns, 1],
 * the hour in which each starts; no rows if there is none. The campaign that is decided is the first.
 */
public final class PortfolioProblem {

    /** Role that a solver's answer plays as evidence. */
    public static final String ROLE = "portfolio";

    private static final int HEADER = 4;
    private static final int SEEDS = 1 << 20;

    /** A campaign whose start is open. */
    private record Member(
            CampaignId id,
            int offset,
            int lengthHours,
            double[] worthCents,
            boolean[] closed,
            Map<CampaignId, Integer> sharedBps) {

        int starts() {
            return worthCents.length - lengthHours + 1;
        }

        double worth(int hour) {
            int own = hour - offset;
            return own < 0 || own >= worthCents.length ? 0 : worthCents[own];
        }
    }

    private final Instant origin;
    private final int hours;
    private final int atOnceMax;
    private final double attention;
    private final double cannibalised;
    private final List<Member> members = new ArrayList<>();
    private final List<Member> fixed = new ArrayList<>();
    private final int[] running;

    private PortfolioProblem(ScheduleInputs in, double[] worthOfHour, Parameters p) {
        Portfolio portfolio = in.portfolio().orElse(null);
        List<Neighbour> neighbours = portfolio == null ? List.of() : portfolio.neighbours();
        Instant from = in.within().from();
        Instant to = in.within().to();
        for (Neighbour n : neighbours) {
            if (!n.isFixed()) {
                from = n.within().from().isBefore(from) ? n.within().from() : from;
                to = n.within().to().isAfter(to) ? n.within().to() : to;
            }
        }
        origin = from;
        hours = new TimeWindow(from, to).hours();
        atOnceMax = portfolio == null ? 0 : portfolio.atOnceMax();
        double shoppers = portfolio == null ? 0 : (double) portfolio.sharedShoppersBps() / Price.WHOLE_BPS;
        attention = shoppers * p.within("attentionShare", 0, 1);
        cannibalised = shoppers * p.within("cannibalisationShare", 0, 1);
        List<TimeWindow> blackouts =
                in.calendar().map(ScheduleInputs.Calendar::blackouts).orElse(List.of());
        members.add(member(
                portfolio == null ? new CampaignId("this") : portfolio.campaign(),
                in.within(),
                in.lengthHours(),
                worthOfHour,
                blackouts,
                portfolio == null ? Map.of() : portfolio.sharedBps()));
        for (Neighbour n : neighbours) {
            double[] worth =
                    n.worthCents().stream().mapToDouble(Long::doubleValue).toArray();
            (n.isFixed() ? fixed : members)
                    .add(member(n.campaign(), n.within(), n.lengthHours(), worth, n.blackouts(), n.sharedBps()));
        }
        running = new int[hours];
        for (int hour = 0; portfolio != null && hour < portfolio.running().size(); hour++) {
            running[members.get(0).offset() + hour] = portfolio.running().get(hour);
        }
    }

    private Member member(
            CampaignId id,
            TimeWindow within,
            int lengthHours,
            double[] worth,
            List<TimeWindow> blackouts,
            Map<CampaignId, Integer> sharedBps) {
        boolean[] closed = new boolean[worth.length];
        for (int hour = 0; hour < closed.length; hour++) {
            Instant at = within.from().plus(Duration.ofHours(hour));
            TimeWindow span = new TimeWindow(at, at.plus(Duration.ofHours(1)));
            closed[hour] = blackouts.stream().anyMatch(span::overlaps);
        }
        int offset = (int) Duration.between(origin, within.from()).toHours();
        return new Member(id, offset, lengthHours, worth, closed, sharedBps);
    }

    /**
     * @param demand [items × hours, 3] over {@code within}
     * @param purchase [hours, 1] over the same hours
     */
    public static PortfolioProblem of(ScheduleInputs in, Tensor demand, Tensor purchase, Parameters p) {
        return new PortfolioProblem(in, worthOfHours(in, demand, purchase, p), p);
    }

    /**
     * Expected margin of each hour: of the demand that is forecast for it, in part spread anew over the hours by when
     * shoppers are likely to buy.
     */
    private static double[] worthOfHours(ScheduleInputs in, Tensor demand, Tensor purchase, Parameters p) {
        int horizon = in.within().hours();
        DemandTable table = new DemandTable(demand, in.unitMarginCents().size(), horizon);
        InvalidValue.unless(
                purchase.rows() == horizon && purchase.columns() == 1,
                "evidence.purchase",
                () -> "must be [" + horizon + ", 1], but was [" + purchase.rows() + ", " + purchase.columns() + "]");
        double[] worth = new double[horizon];
        double all = 0;
        double likely = 0;
        for (int hour = 0; hour < horizon; hour++) {
            for (int item = 0; item < table.blocks(); item++) {
                worth[hour] += table.at(item, hour, DemandTable.MID)
                        * in.unitMarginCents().get(item);
            }
            all += worth[hour];
            likely += purchase.at(hour, 0);
        }
        double weight = likely > 0 ? p.within("purchaseWeight", 0, 1) : 0;
        for (int hour = 0; hour < horizon && weight > 0; hour++) {
            worth[hour] = (1 - weight) * worth[hour] + weight * all * purchase.at(hour, 0) / likely;
        }
        return worth;
    }

    /** Campaigns whose start is open, this one among them. */
    int campaigns() {
        return members.size();
    }

    /** Whether there is more than one start to choose. */
    public boolean isShared() {
        return members.size() > 1;
    }

    int starts(int campaign) {
        return members.get(campaign).starts();
    }

    /** The hour of the common horizon in which a campaign's first start lies. */
    int offset(int campaign) {
        return members.get(campaign).offset();
    }

    /** Whether none of its hours is closed. @param start hours after its own first start */
    boolean isOpen(int campaign, int start) {
        Member member = members.get(campaign);
        for (int hour = start; hour < start + member.lengthHours(); hour++) {
            if (member.closed()[hour]) {
                return false;
            }
        }
        return true;
    }

    /** Whether no hour has more campaigns than may run, with the others started as given. */
    boolean hasRoom(int campaign, int start, int[] starts) {
        Member member = members.get(campaign);
        for (int hour = member.offset() + start;
                atOnceMax > 0 && hour < member.offset() + start + member.lengthHours();
                hour++) {
            int there = 1 + running[hour];
            for (int other = 0; other < starts.length; other++) {
                there += other != campaign && runs(other, starts[other], hour) ? 1 : 0;
            }
            if (there > atOnceMax) {
                return false;
            }
        }
        return true;
    }

    private boolean runs(int campaign, int start, int hour) {
        Member member = members.get(campaign);
        int own = hour - member.offset();
        return start >= 0 && own >= start && own < start + member.lengthHours();
    }

    /** What a campaign earns by itself, from a start on. */
    double worthAloneCents(int campaign, int start) {
        Member member = members.get(campaign);
        double worth = 0;
        for (int hour = start; hour < start + member.lengthHours(); hour++) {
            worth += member.worthCents()[hour];
        }
        return worth;
    }

    /** The same less what campaigns that are certain to run cost it, and it them. */
    double worthCents(int campaign, int start) {
        double worth = worthAloneCents(campaign, start);
        Member member = members.get(campaign);
        for (Member other : fixed) {
            for (int hour = member.offset() + start; hour < member.offset() + start + member.lengthHours(); hour++) {
                int own = hour - other.offset();
                if (own >= 0 && own < other.lengthHours()) {
                    worth -= lossCents(member, other, hour) + lossCents(other, member, hour);
                }
            }
        }
        return worth;
    }

    /** What two campaigns lose by running in the same hours. */
    double overlapCents(int one, int startOfOne, int other, int startOfOther) {
        Member a = members.get(one);
        Member b = members.get(other);
        int from = Math.max(a.offset() + startOfOne, b.offset() + startOfOther);
        int to = Math.min(a.offset() + startOfOne + a.lengthHours(), b.offset() + startOfOther + b.lengthHours());
        double loss = 0;
        for (int hour = from; hour < to; hour++) {
            loss += lossCents(a, b, hour) + lossCents(b, a, hour);
        }
        return loss;
    }

    private double lossCents(Member of, Member by, int hour) {
        double shared = of.sharedBps().getOrDefault(by.id(), 0) / (double) Price.WHOLE_BPS;
        return Math.max(0, of.worth(hour)) * Math.min(1, attention + cannibalised * shared) / 2;
    }

    /** The question to a solver. @param seed of the decision */
    public Tensor question(long seed) {
        int columns = Math.max(HEADER, 2 + members.size());
        int rows = 2 + hours + members.size() * hours;
        float[] values = new float[rows * columns];
        values[0] = members.size();
        values[1] = hours;
        values[2] = atOnceMax;
        values[3] = Math.floorMod(seed, SEEDS);
        for (int k = 0; k < members.size(); k++) {
            values[columns + k] = members.get(k).lengthHours();
        }
        for (int hour = 0; hour < hours; hour++) {
            values[(2 + hour) * columns] = running[hour];
        }
        for (int k = 0; k < members.size(); k++) {
            Member member = members.get(k);
            for (int hour = 0; hour < hours; hour++) {
                int row = (2 + hours + k * hours + hour) * columns;
                int start = hour - member.offset();
                if (start >= 0 && start < member.starts() && isOpen(k, start)) {
                    values[row] = 1;
                    values[row + 1] = (float) worthCents(k, start);
                }
                for (int other = 0; other < members.size(); other++) {
                    values[row + 2 + other] = other == k ? 0 : (float) lossCents(member, members.get(other), hour);
                }
            }
        }
        return new Tensor(rows, columns, values);
    }
}
