package io.reprise.domain.model.port;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.vocabulary.Sha256;

/**
 * Solves what has to be planned together by mathematical optimisation. Its answer is evidence like a model's: a policy
 * looks itself at whether it is allowed and what it is worth.
 */
public interface PlanSolver {

    /** What can be asked. */
    enum Problem {
        /** As {@link io.reprise.domain.model.decision.AllocationProblem} lays it out. */
        ALLOCATION("allocation-solver", "allocation-problem/1"),
        /** As {@link io.reprise.domain.model.decision.PortfolioProblem} lays it out. */
        PORTFOLIO("portfolio-solver", "portfolio-problem/1");

        private final String solver;
        private final String schema;

        Problem(String solver, String schema) {
            this.solver = solver;
            this.schema = schema;
        }

        /** Name of what solves it, as a model call has it. */
        public String solver() {
            return solver;
        }

        /** Form of the question. */
        public String schema() {
            return schema;
        }
    }

    /**
     * The same answer to the same question, by the same version.
     *
     * @throws ModelUnavailable where it cannot be solved, or not in time
     */
    ModelAnswer solve(Problem problem, Tensor question);

    /** Digest that stands for the solver where none answered. */
    String UNSOLVED = Sha256.hexOf("unsolved/1");

    /** No answer, for a reason that is recorded: the policy goes on alone. */
    static ModelAnswer unsolved(Problem problem, Tensor question, String reason) {
        Tensor nothing = new Tensor(0, 0, new float[0]);
        return new ModelAnswer(
                question,
                nothing,
                new ModelCall(
                        problem.solver(),
                        "none",
                        UNSOLVED,
                        problem.schema(),
                        "cpu",
                        "none",
                        question.sha256(),
                        nothing.sha256(),
                        reason));
    }
}
