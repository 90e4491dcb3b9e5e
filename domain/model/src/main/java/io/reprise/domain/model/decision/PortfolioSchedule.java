package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code SCHEDULE} with regard to everything else that goes on, version 1: of the starts that no blackout and no limit of
 * campaigns at once forbids, the one by which this campaign and those beside it are expected to earn most. Where starts of
 * others are open too, evidence {@code portfolio} ({@link PortfolioProblem}) holds a solver's plan for all of them; it is
 * valued beside the plan that campaigns come to by each taking its best start in turn, and the better one is taken. Ties go
 * to the earlier hour. Does not randomise.
 */
final class PortfolioSchedule implements Policy<ScheduleInputs, ScheduleOutcome> {

    static final PolicyRef REF = new PolicyRef("portfolio-schedule", 1);

    /** Campaigns take turns at most so often. */
    private static final int TURNS_MAX = 20;

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<ScheduleInputs> inputs() {
        return ScheduleInputs.class;
    }

    @Override
    public boolean weighsOthers() {
        return true;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(Map.of(
                "alternativesKept", 5.0,
                "attentionShare", 0.05,
                "cannibalisationShare", 0.5,
                "purchaseWeight", 0.25,
                "pushApartFromOthersHours", 1.0,
                "pushApartHours", 4.0,
                "pushesPerDayMax", 3.0,
                "pushLeadMinutes", 30.0));
    }

    @Override
    public Verdict<ScheduleOutcome> decide(ScheduleInputs in, Evidence evidence, Parameters p, long seed) {
        Tensor purchase = evidence.tensor("purchase");
        PortfolioProblem problem = PortfolioProblem.of(in, evidence.tensor("demand"), purchase, p);
        int[] turns = inTurn(problem);
        Optional<int[]> solved = evidence.find(PortfolioProblem.ROLE).flatMap(answer -> plan(problem, answer));
        double worthOfTurns = worth(problem, turns);
        boolean isSolved = solved.isPresent() && worth(problem, solved.get()) >= worthOfTurns;
        int[] chosen = isSolved ? solved.get() : turns;

        TimeWindow window = window(in, chosen[0]);
        PushWaves waves = PushWaves.of(in, purchase, window, p);
        List<Alternative> alternatives = starts(in, problem, chosen, (int) p.get("alternativesKept"));
        if (solved.isPresent()) {
            int[] other = isSolved ? turns : solved.get();
            alternatives.add(Alternative.weighed(
                            (isSolved ? "taking turns: start " : "solver's plan: start ")
                                    + window(in, other[0]).from(),
                            worth(problem, other),
                            "cents",
                            false)
                    .because("all campaigns together earn no more"));
        }
        return new Verdict<>(
                new ScheduleOutcome(window, waves.at()), alternatives, explanation(in, problem, chosen, waves));
    }

    /** Each campaign takes its best start given the others', again and again until none would move. */
    private static int[] inTurn(PortfolioProblem problem) {
        int[] starts = new int[problem.campaigns()];
        Arrays.fill(starts, -1);
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            boolean moved = false;
            for (int campaign = 0; campaign < starts.length; campaign++) {
                int best = best(problem, campaign, starts, true, true);
                // One that finds no room now does not run, and so takes none.
                moved |= best != starts[campaign];
                starts[campaign] = best;
            }
            if (!moved) {
                break;
            }
        }
        requireAStart(problem, starts[0]);
        return starts;
    }

    private static void requireAStart(PortfolioProblem problem, int start) {
        if (start < 0) {
            boolean isClosed = IntStream.range(0, problem.starts(0)).noneMatch(s -> problem.isOpen(0, s));
            throw isClosed
                    ? new InvalidValue("steering.blackouts", "leave no hour in which the sale can start")
                    : new InvalidValue(
                            "portfolio.atOnceMax",
                            "leaves no hour in which one more campaign can run between blackouts");
        }
    }

    /** The start that adds most, or −1 where none is allowed. */
    private static int best(
            PortfolioProblem problem, int campaign, int[] starts, boolean heedBlackouts, boolean heedRoom) {
        int best = -1;
        double most = 0;
        for (int start = 0; start < problem.starts(campaign); start++) {
            if ((!heedBlackouts || problem.isOpen(campaign, start))
                    && (!heedRoom || problem.hasRoom(campaign, start, starts))) {
                double worth = added(problem, campaign, start, starts);
                if (best < 0 || worth > most) {
                    best = start;
                    most = worth;
                }
            }
        }
        return best;
    }

    /** What a campaign earns from a start on, less what it and the others lose by their common hours. */
    private static double added(PortfolioProblem problem, int campaign, int start, int[] starts) {
        double worth = problem.worthCents(campaign, start);
        for (int other = 0; other < starts.length; other++) {
            if (other != campaign && starts[other] >= 0) {
                worth -= problem.overlapCents(campaign, start, other, starts[other]);
            }
        }
        return worth;
    }

    private static double worth(PortfolioProblem problem, int[] starts) {
        double worth = 0;
        for (int k = 0; k < starts.length; k++) {
            if (starts[k] >= 0) {
                worth += problem.worthCents(k, starts[k]);
                for (int other = 0; other < k; other++) {
                    worth -= starts[other] < 0 ? 0 : problem.overlapCents(k, starts[k], other, starts[other]);
                }
            }
        }
        return worth;
    }

    /** A solver's plan, if it is one and everything in it is allowed. */
    private static Optional<int[]> plan(PortfolioProblem problem, Tensor answer) {
        if (answer.rows() != problem.campaigns() || answer.columns() != 1) {
            return Optional.empty();
        }
        int[] starts = new int[problem.campaigns()];
        for (int k = 0; k < starts.length; k++) {
            starts[k] = (int) answer.at(k, 0) - problem.offset(k);
            if (starts[k] < 0 || starts[k] >= problem.starts(k) || !problem.isOpen(k, starts[k])) {
                return Optional.empty();
            }
        }
        boolean fits = IntStream.range(0, starts.length).allMatch(k -> problem.hasRoom(k, starts[k], starts));
        return fits ? Optional.of(starts) : Optional.empty();
    }

    /** The best starts of this campaign, with the others as they were chosen. */
    private static List<Alternative> starts(ScheduleInputs in, PortfolioProblem problem, int[] chosen, int kept) {
        List<Integer> allowed = IntStream.range(0, problem.starts(0))
                .filter(s -> problem.isOpen(0, s) && problem.hasRoom(0, s, chosen))
                .boxed()
                .sorted(Comparator.comparing((Integer s) -> s != chosen[0])
                        .thenComparing(s -> -added(problem, 0, s, chosen))
                        .thenComparing(s -> s))
                .limit(Math.max(1, kept))
                .toList();
        List<Alternative> alternatives = new ArrayList<>();
        for (int start : allowed) {
            alternatives.add(Alternative.weighed(
                    "start " + window(in, start).from(),
                    added(problem, 0, start, chosen),
                    "cents",
                    start == chosen[0]));
        }
        return alternatives;
    }

    private static Explanation explanation(ScheduleInputs in, PortfolioProblem problem, int[] chosen, PushWaves waves) {
        double worth = added(problem, 0, chosen[0], chosen);
        double alone = problem.worthAloneCents(0, chosen[0]);
        // What each limit costs is what the best start without it would add, all else as it is.
        double blackouts = gain(problem, best(problem, 0, chosen, false, true), chosen, worth);
        double room = gain(problem, best(problem, 0, chosen, true, false), chosen, worth);
        double others = mostAlone(problem, chosen) - alone;
        String binding = "alone";
        double price = 0;
        if (blackouts > price) {
            binding = "blackouts";
            price = blackouts;
        }
        if (room > price) {
            binding = "capacity";
            price = room;
        }
        if (others > price) {
            binding = "others";
            price = others;
        }
        List<String> arguments =
                new ArrayList<>(List.of(window(in, chosen[0]).from().toString(), Long.toString(Math.round(worth))));
        if (!binding.equals("alone")) {
            arguments.add(Long.toString(Math.round(price)));
        }
        return new Explanation(
                "schedule.portfolio-" + binding,
                arguments,
                List.of(
                        new Factor("expected-margin-of-window", alone, worth),
                        new Factor("lost-to-other-campaigns", alone - worth, worth - alone),
                        new Factor("cost-of-blackouts", blackouts, -blackouts),
                        new Factor("cost-of-capacity", room, -room),
                        new Factor("push-waves", waves.at().size(), 0),
                        new Factor("push-waves-capped", waves.capped(), 0)));
    }

    private static double gain(PortfolioProblem problem, int start, int[] chosen, double worth) {
        return Math.max(0, added(problem, 0, start, chosen) - worth);
    }

    /** Of all starts that are allowed, what the best would earn if no other campaign took from it. */
    private static double mostAlone(PortfolioProblem problem, int[] chosen) {
        double most = 0;
        for (int start = 0; start < problem.starts(0); start++) {
            boolean isAllowed = problem.isOpen(0, start) && problem.hasRoom(0, start, chosen);
            most = isAllowed ? Math.max(most, problem.worthAloneCents(0, start)) : most;
        }
        return most;
    }

    private static TimeWindow window(ScheduleInputs in, int start) {
        Instant from = in.within().from().plus(Duration.ofHours(start));
        return new TimeWindow(from, from.plus(Duration.ofHours(in.lengthHours())));
    }
}
