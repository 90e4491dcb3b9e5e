package io.reprise.ml.planning;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import java.time.Duration;

/**
 * The starts of campaigns as a constraint program: each campaign takes one of its starts; where two run in the same hour both
 * lose; in no hour run more than may. Solved by CP-SAT with one worker, a seed and a limit in deterministic time, so that
 * the same question has the same answer. Question and answer are described at {@link
 * io.reprise.domain.model.decision.PortfolioProblem}.
 */
final class PortfolioProgram {

    /** About seconds, but counted in work done. Six campaigns are seldom proven best in it; the best found is answered. */
    private static final double DETERMINISTIC_SECONDS_MAX = 0.5;

    private final Tensor question;
    private final int campaigns;
    private final int hours;
    private final CpModel model = new CpModel();
    private final LinearExprBuilder worth = LinearExpr.newBuilder();
    /** Null where a campaign may not start. */
    private final BoolVar[][] starts;

    private PortfolioProgram(Tensor question) {
        this.question = question;
        campaigns = (int) question.at(0, 0);
        hours = (int) question.at(0, 1);
        if (question.rows() != 2 + hours + campaigns * hours) {
            throw new ModelUnavailable("the portfolio problem has " + question.rows() + " rows, not the "
                    + (2 + hours + campaigns * hours) + " it announces");
        }
        starts = new BoolVar[campaigns][hours];
    }

    /** @throws ModelUnavailable where there is no plan for all campaigns, or none in time */
    static Tensor solve(Tensor question, Duration patience) {
        return new PortfolioProgram(question).solve(patience);
    }

    private Tensor solve(Duration patience) {
        for (int k = 0; k < campaigns; k++) {
            LinearExprBuilder taken = LinearExpr.newBuilder();
            for (int hour = 0; hour < hours; hour++) {
                if (at(k, hour, 0) == 1) {
                    starts[k][hour] = model.newBoolVar("");
                    taken.add(starts[k][hour]);
                    worth.addTerm(starts[k][hour], Math.round(at(k, hour, 1)));
                }
            }
            model.addEquality(taken, 1);
        }
        loseByOverlap();
        limitAtOnce();
        model.maximize(worth);
        CpSolver solver = new CpSolver();
        solver.getParameters()
                .setNumWorkers(1)
                .setRandomSeed((int) question.at(0, 3))
                .setMaxDeterministicTime(DETERMINISTIC_SECONDS_MAX)
                .setMaxTimeInSeconds(patience.toMillis() / 1_000.0);
        CpSolverStatus status = solver.solve(model);
        // Where the clock ended it rather than the work done, another try could answer differently.
        boolean isLate = status == CpSolverStatus.FEASIBLE && solver.wallTime() >= patience.toMillis() / 1_000.0;
        if (isLate || (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE)) {
            throw new ModelUnavailable("the portfolio was not solved within " + patience + ": " + status);
        }
        float[] chosen = new float[campaigns];
        for (int k = 0; k < campaigns; k++) {
            for (int hour = 0; hour < hours; hour++) {
                if (starts[k][hour] != null && solver.booleanValue(starts[k][hour])) {
                    chosen[k] = hour;
                }
            }
        }
        return new Tensor(campaigns, 1, chosen);
    }

    private float at(int campaign, int hour, int column) {
        return question.at(2 + hours + campaign * hours + hour, column);
    }

    private int length(int campaign) {
        return (int) question.at(1, campaign);
    }

    /** 1 where a campaign runs in an hour; null where it cannot. */
    private LinearExprBuilder runs(int campaign, int hour) {
        LinearExprBuilder runs = null;
        for (int start = Math.max(0, hour - length(campaign) + 1); start <= hour; start++) {
            if (starts[campaign][start] != null) {
                runs = runs == null ? LinearExpr.newBuilder() : runs;
                runs.add(starts[campaign][start]);
            }
        }
        return runs;
    }

    private void loseByOverlap() {
        for (int one = 0; one < campaigns; one++) {
            for (int other = one + 1; other < campaigns; other++) {
                for (int hour = 0; hour < hours; hour++) {
                    long loss = Math.round((double) at(one, hour, 2 + other) + at(other, hour, 2 + one));
                    LinearExprBuilder first = runs(one, hour);
                    LinearExprBuilder second = runs(other, hour);
                    if (loss > 0 && first != null && second != null) {
                        BoolVar both = model.newBoolVar("");
                        model.addLessOrEqual(first.add(second).addTerm(both, -1), 1);
                        worth.addTerm(both, -loss);
                    }
                }
            }
        }
    }

    private void limitAtOnce() {
        int most = (int) question.at(0, 2);
        for (int hour = 0; hour < hours && most > 0; hour++) {
            LinearExprBuilder there = LinearExpr.newBuilder();
            boolean any = false;
            for (int k = 0; k < campaigns; k++) {
                LinearExprBuilder runs = runs(k, hour);
                if (runs != null) {
                    there.add(runs);
                    any = true;
                }
            }
            if (any) {
                model.addLessOrEqual(there, Math.max(0, most - (long) question.at(2 + hour, 0)));
            }
        }
    }
}
