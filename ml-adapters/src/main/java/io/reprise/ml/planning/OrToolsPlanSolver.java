package io.reprise.ml.planning;

import com.google.ortools.Loader;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.PlanSolver;
import io.reprise.domain.model.vocabulary.Sha256;
import java.time.Duration;

/** Plans by OR-tools on the CPU, with one thread. */
public final class OrToolsPlanSolver implements PlanSolver {

    /** Of the programs in this package; the same version of OR-tools with other programs answers differently. */
    private static final String VERSION = "1";

    private static final String ENGINE = "OR-tools 9.15.6755";
    private static final String DEVICE = "cpu";

    private final Duration patience;

    /** @param patience how long a problem may take; after that the policy goes on without it */
    public OrToolsPlanSolver(Duration patience) {
        this.patience = patience;
    }

    /** Loads the native code when it is first needed; where there is none, every question finds it unavailable. */
    private static final class Native {
        static {
            Loader.loadNativeLibraries();
        }

        static void load() {}
    }

    @Override
    public ModelAnswer solve(Problem problem, Tensor question) {
        Tensor answer = answer(problem, question);
        return new ModelAnswer(
                question,
                answer,
                new ModelCall(
                        problem.solver(),
                        VERSION,
                        artifact(problem),
                        problem.schema(),
                        DEVICE,
                        ENGINE,
                        question.sha256(),
                        answer.sha256(),
                        ""));
    }

    private Tensor answer(Problem problem, Tensor question) {
        try {
            Native.load();
            return switch (problem) {
                case ALLOCATION -> AllocationProgram.solve(question, patience);
                case PORTFOLIO -> PortfolioProgram.solve(question, patience);
            };
        } catch (LinkageError e) {
            throw new ModelUnavailable("OR-tools cannot be loaded on this machine: " + e.getMessage(), e);
        }
    }

    /** What stands for an artifact's digest: programs and engine. */
    static String artifact(Problem problem) {
        return Sha256.hexOf(problem.solver(), VERSION, ENGINE);
    }

    /** Runs what this solver answered again, and leaves everything else to another: for model replay. */
    public ModelRunner besides(ModelRunner models) {
        return new ModelRunner() {
            @Override
            public Tensor run(String artifactSha256, Tensor input) {
                if (artifactSha256.equals(UNSOLVED)) {
                    return new Tensor(0, 0, new float[0]);
                }
                for (Problem problem : Problem.values()) {
                    if (artifactSha256.equals(artifact(problem))) {
                        return answer(problem, input);
                    }
                }
                return models.run(artifactSha256, input);
            }

            @Override
            public String device() {
                return models.device();
            }
        };
    }
}
