package io.reprise.ml.training;

import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Trains models and their baselines, measures both on held-out data, and puts them on the shelf with their cards. */
@CommandLine.Command(
        name = "train",
        description = "Trains one model, or all that the console's decisions need.",
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

    private static final String ALL = "all";

    @CommandLine.Parameters(
            index = "0",
            description =
                    "demand, purchase, or all for these two; behaviour, demand-series, session-purchase, response.")
    private String model;

    @CommandLine.Option(
            names = "--data",
            defaultValue = RetailData.BUNDLED,
            description = "bundled, or a CSV file; ops/docs/models.md has each model's layout.")
    private String data;

    @CommandLine.Option(names = "--home", required = true, description = "Reprise's folder.")
    private Path home;

    @CommandLine.Option(names = "--seed", defaultValue = "1", description = "Seed of weights and order of rows.")
    private long seed;

    @CommandLine.Option(
            names = "--epochs",
            defaultValue = "0",
            description = "At most this many passes; each model has a usual number.")
    private int epochs;

    @CommandLine.Option(
            names = "--set",
            description = "A setting of the model, as size=workstation. behaviour has size (laptop, workstation, gpu),"
                    + " objective (causal, masked), window-hours and examples; demand-series has variant (gru, lstm,"
                    + " transformer), width, rate, dropout and history.")
    private Map<String, String> settings = Map.of();

    @CommandLine.Option(
            names = "--grid",
            description = "demand-series: values to choose from by cross-validation, name=value,value; may be given"
                    + " again.")
    private List<String> grid = List.of();

    @CommandLine.Option(names = "--folds", defaultValue = "3", description = "Folds of the cross-validation.")
    private int folds;

    @CommandLine.Option(names = "--if-missing", description = "Do nothing where the model is on the shelf already.")
    private boolean ifMissing;

    public static void main(String[] args) {
        System.exit(new CommandLine(new TrainCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<ModelTraining> wanted = model.equals(ALL)
                ? Trainings.FOR_DECISIONS
                : Trainings.find(model).stream().toList();
        if (wanted.isEmpty()) {
            System.err.println("train: there is no model '" + model + "': it is " + String.join(", ", Trainings.names())
                    + " or " + ALL);
            return CommandLine.ExitCode.USAGE;
        }
        if (ifMissing && isOnTheShelf(wanted)) {
            return CommandLine.ExitCode.OK;
        }
        TensorFlowRuntime.start(home);
        try {
            for (ModelTraining training : wanted) {
                System.out.println("Training " + training.model());
                training.run(new TrainingRun(
                        data,
                        home,
                        seed,
                        epochs,
                        System.out,
                        new TrainingRun.Choice(settings, grid, folds),
                        TrainingRun.Asked.AT_THE_COMMAND_LINE));
            }
        } catch (ModelTraining.UnusableData e) {
            System.err.println("train: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        return CommandLine.ExitCode.OK;
    }

    private boolean isOnTheShelf(List<ModelTraining> wanted) {
        try (ModelShelf shelf = new ModelShelf(home)) {
            List<String> there =
                    shelf.all().stream().map(s -> s.card().model()).distinct().toList();
            return there.containsAll(wanted.stream()
                    .map(ModelTraining::model)
                    .flatMap(name -> Stream.of(name, name + "-baseline"))
                    .toList());
        }
    }
}
