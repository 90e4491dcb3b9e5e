package io.reprise.audit;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.LogSignals;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.counterfactual.Counterfactual;
import io.reprise.domain.model.counterfactual.CounterfactualQuestion;
import io.reprise.domain.model.counterfactual.CounterfactualReport;
import io.reprise.domain.model.counterfactual.CounterfactualRun;
import io.reprise.domain.model.counterfactual.Reconsidered;
import io.reprise.domain.model.counterfactual.Valuation.Estimate;
import io.reprise.domain.model.counterfactual.Valuation.Estimates;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.ml.planning.OrToolsPlanSolver;
import io.reprise.ml.tensorflow.ModelShelf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;

/** What would have been decided otherwise, and what that would have been worth. */
@CommandLine.Command(
        name = "counterfactual",
        description = "Takes decisions of past sales by another policy, other parameters or another model.")
final class CounterfactualCommand implements Callable<Integer> {

    private static final Duration SOLVER_PATIENCE = Duration.ofMinutes(5);

    @CommandLine.ParentCommand
    private AuditCommand audit;

    @CommandLine.Parameters(arity = "0..*", description = "Campaigns.")
    private List<String> campaigns = List.of();

    @CommandLine.Option(names = "--all", description = "All campaigns.")
    private boolean all;

    @CommandLine.Option(names = "--policy", description = "KIND=POLICY/VERSION, as ADJUSTMENT=menu-adjustment/1.")
    private Map<DecisionKind, String> policies = Map.of();

    @CommandLine.Option(names = "--set", description = "KIND.PARAMETER=VALUE, as ADJUSTMENT.gainCentsMin=2000.")
    private Map<String, Double> parameters = Map.of();

    @CommandLine.Option(names = "--model", description = "MODEL=SHA256 of another artifact, as demand=3f0c...")
    private Map<String, String> models = Map.of();

    @CommandLine.Option(
            names = "--horizon-minutes",
            description = "For how long after an adjustment what is bought counts; ${DEFAULT-VALUE}.",
            defaultValue = "120")
    private int horizonMinutes;

    @CommandLine.Option(
            names = "--sales-weight",
            description = "What a cent of revenue is worth beside a cent of margin; ${DEFAULT-VALUE}.",
            defaultValue = "0.1")
    private double salesWeight;

    @CommandLine.Option(names = "--report", description = "Writes the whole report there, as JSON.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        if (all != campaigns.isEmpty()) {
            System.err.println("audit counterfactual: name campaigns, or --all");
            return CommandLine.ExitCode.USAGE;
        }
        CounterfactualReport report = report(otherwise());
        for (CounterfactualReport.Sale sale : report.sales()) {
            System.out.printf("%s%n", sale.campaign());
            sale.decisions().forEach(CounterfactualCommand::print);
        }
        System.out.printf(
                "%d decisions reconsidered, %d would have been others, %d could not be%n",
                report.decisions(), report.changed(), report.impossible());
        print(report);
        if (file != null) {
            EventJson.mapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
        }
        return CommandLine.ExitCode.OK;
    }

    private Counterfactual otherwise() {
        SortedMap<DecisionKind, PolicyRef> chosen = new TreeMap<>();
        policies.forEach((kind, policy) -> chosen.put(kind, PolicyRef.parse(policy)));
        SortedMap<DecisionKind, SortedMap<String, Double>> values = new TreeMap<>();
        parameters.forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 0) {
                throw new IllegalArgumentException(
                        "--set takes KIND.PARAMETER=VALUE, as ADJUSTMENT.gainCentsMin=2000, not '" + name + "'");
            }
            values.computeIfAbsent(DecisionKind.valueOf(name.substring(0, dot)), kind -> new TreeMap<>())
                    .put(name.substring(dot + 1), value);
        });
        return new Counterfactual(chosen, values, new TreeMap<>(models));
    }

    private CounterfactualReport report(Counterfactual otherwise) {
        try (Installation installation = audit.place().open();
                ModelShelf shelf = new ModelShelf(installation.home())) {
            LogCampaigns log = new LogCampaigns(installation.log());
            List<CampaignId> which =
                    all ? log.all() : campaigns.stream().map(CampaignId::new).toList();
            CounterfactualRun.SignalReader signals = new CounterfactualRun.SignalReader() {
                @Override
                public <T> T read(CampaignId campaign, Function<SaleSignals, T> question) {
                    return question.apply(LogSignals.folded(installation.log(), campaign));
                }
            };
            return new CounterfactualRun(
                            log,
                            installation.evidence(),
                            new OrToolsPlanSolver(SOLVER_PATIENCE).besides(shelf),
                            signals)
                    .run(new CounterfactualQuestion(which, otherwise, horizonMinutes, salesWeight));
        }
    }

    private static void print(Reconsidered r) {
        String what = !r.impossible().isEmpty()
                ? "cannot be reconsidered: " + r.impossible()
                : r.isChanged() ? "another" : "the same";
        System.out.printf("  %s  %-10s %s by %s: %s%n", r.at(), r.kind(), r.decision(), r.policyNow(), what);
        r.differences()
                .forEach(d -> System.out.printf("      %s was %s, would be %s%n", d.path(), d.recorded(), d.again()));
    }

    private static void print(CounterfactualReport report) {
        System.out.printf(
                "adjustments: %d with what came of them in %d minutes, of %d campaigns; the same option in %.0f %%, "
                        + "as much as %.0f of the other policy's own%n",
                report.valued().overlap().choices(),
                report.horizonMinutes(),
                report.valued().overlap().clusters(),
                100 * report.sameOption(),
                report.valued().overlap().effective());
        report.valued()
                .estimates()
                .ifPresentOrElse(
                        CounterfactualCommand::print,
                        () -> System.out.println(
                                "not valued: " + report.valued().refusal()));
    }

    private static void print(Estimates e) {
        print("as logged", e.logged());
        print("inverse propensity", e.inversePropensity());
        print("self-normalised", e.selfNormalised());
        print("doubly robust", e.doublyRobust());
        print("gain over logged", e.gain());
        System.out.println("cents of one adjustment, with 95 % intervals over " + e.intervals());
    }

    private static void print(String what, Estimate e) {
        System.out.printf("  %-19s %,10.0f  %,.0f to %,.0f%n", what, e.cents(), e.lowCents(), e.highCents());
    }
}
