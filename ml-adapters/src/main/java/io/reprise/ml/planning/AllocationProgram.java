package io.reprise.ml.planning;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import java.time.Duration;

/**
 * The allocation of stock as a linear program: worth is concave in the units of an item, so its steps are taken in their
 * order without being told, and nothing has to be whole but the last unit of an item. Solved by GLOP's simplex, which is
 * deterministic. Question and answer are described at {@link io.reprise.domain.model.decision.AllocationProblem}.
 */
final class AllocationProgram {

    private final Tensor question;
    private final int items;
    private final int warehouses;
    private final int steps;
    private final MPSolver solver;
    private final MPVariable[][] units;

    private AllocationProgram(Tensor question) {
        this.question = question;
        items = (int) question.at(0, 0);
        warehouses = (int) question.at(0, 1);
        steps = (int) question.at(0, 2);
        if (question.rows() != 1 + warehouses + items + steps) {
            throw new ModelUnavailable("the allocation problem has " + question.rows() + " rows, not the "
                    + (1 + warehouses + items + steps) + " it announces");
        }
        solver = MPSolver.createSolver("GLOP");
        if (solver == null) {
            throw new ModelUnavailable("OR-tools was built without GLOP");
        }
        units = new MPVariable[items][warehouses];
    }

    /** @throws ModelUnavailable where there is no answer in time */
    static Tensor solve(Tensor question, Duration patience) {
        AllocationProgram program = new AllocationProgram(question);
        try {
            return program.solve(patience);
        } finally {
            program.solver.delete();
        }
    }

    private Tensor solve(Duration patience) {
        MPObjective objective = solver.objective();
        objective.setMaximization();
        MPConstraint[] balance = new MPConstraint[items];
        MPConstraint[] stock = new MPConstraint[items];
        for (int i = 0; i < items; i++) {
            balance[i] = solver.makeConstraint(0, 0);
            double free = 0;
            for (int w = 0; w < warehouses; w++) {
                double there = question.at(1 + warehouses + i, 1 + w);
                free += there;
                units[i][w] = solver.makeNumVar(0, there, "");
                balance[i].setCoefficient(units[i][w], 1);
                objective.setCoefficient(units[i][w], -question.at(1 + w, 0));
            }
            stock[i] = solver.makeConstraint(-MPSolver.infinity(), free);
            for (int w = 0; w < warehouses; w++) {
                stock[i].setCoefficient(units[i][w], 1);
            }
        }
        for (int step = 0; step < steps; step++) {
            int row = 1 + warehouses + items + step;
            int item = (int) question.at(row, 0);
            boolean isOwn = question.at(row, 1) == 1;
            MPVariable taken = solver.makeNumVar(0, question.at(row, 2), "");
            objective.setCoefficient(taken, question.at(row, 3));
            (isOwn ? balance : stock)[item].setCoefficient(taken, isOwn ? -1 : 1);
        }
        limit();
        solver.setTimeLimit(patience.toMillis());
        MPSolver.ResultStatus status = solver.solve();
        if (status != MPSolver.ResultStatus.OPTIMAL) {
            throw new ModelUnavailable("the allocation was not solved within " + patience + ": " + status);
        }
        return answer();
    }

    /** Budget, and what each warehouse can make ready. */
    private void limit() {
        float budget = question.at(0, 3);
        if (budget >= 0) {
            MPConstraint paid = solver.makeConstraint(-MPSolver.infinity(), budget);
            for (int i = 0; i < items; i++) {
                for (MPVariable there : units[i]) {
                    paid.setCoefficient(there, question.at(1 + warehouses + i, 0));
                }
            }
        }
        for (int w = 0; w < warehouses; w++) {
            float most = question.at(1 + w, 1);
            if (most >= 0) {
                MPConstraint ready = solver.makeConstraint(-MPSolver.infinity(), most);
                for (int i = 0; i < items; i++) {
                    ready.setCoefficient(units[i][w], 1);
                }
            }
        }
    }

    private Tensor answer() {
        float[] values = new float[items * warehouses];
        for (int i = 0; i < items; i++) {
            for (int w = 0; w < warehouses; w++) {
                values[i * warehouses + w] = (float) units[i][w].solutionValue();
            }
        }
        return new Tensor(items, warehouses, values);
    }
}
