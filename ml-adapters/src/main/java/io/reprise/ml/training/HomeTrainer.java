package io.reprise.ml.training;

import io.reprise.domain.model.port.ModelTrainer;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.ml.dataset.ActionFolder;
import io.reprise.ml.dataset.HomeImporter;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Trains in this process and puts what it trained on the home's shelf. */
public final class HomeTrainer implements ModelTrainer {

    private final Path home;

    public HomeTrainer(Path home) {
        this.home = home;
    }

    @Override
    public List<String> models() {
        return Trainings.names();
    }

    @Override
    public void train(Order order, Watch watch) throws IOException {
        ModelTraining training = Trainings.find(order.model())
                .orElseThrow(() -> new InvalidValue(
                        "model",
                        "there is no model '" + order.model() + "': it is one of "
                                + String.join(", ", Trainings.names())));
        String data = data(order.data());
        TensorFlowRuntime.start(home);
        PrintStream out = new PrintStream(new Lines(watch), true, StandardCharsets.UTF_8);
        TrainingRun.Choice choice = new TrainingRun.Choice(order.settings(), List.of(), 3);
        training.run(new TrainingRun(
                data,
                home,
                order.seed(),
                order.epochs(),
                out,
                choice,
                new TrainingRun.Asked(order.trainedBy(), watch)));
    }

    /** An import stays a name, since a training finds it by that; what is incoming becomes its path. */
    private String data(String named) {
        Path imports = home.resolve("data").resolve("imports");
        boolean isImport = named.matches("[a-z0-9-]+") && ActionFolder.isOne(imports.resolve(named));
        return named.equals(RetailData.BUNDLED) || isImport
                ? named
                : HomeImporter.find(home, named).toString();
    }

    /** Hands on line by line what is printed. */
    private static final class Lines extends OutputStream {
        private final Watch watch;
        private final StringBuilder line = new StringBuilder();

        private Lines(Watch watch) {
            this.watch = watch;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        /** A print stream writes whole strings, so no letter is torn apart. */
        @Override
        public void write(byte[] octets, int from, int count) {
            line.append(new String(octets, from, count, StandardCharsets.UTF_8));
            for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
                String said = line.substring(0, end).strip();
                line.delete(0, end + 1);
                if (!said.isEmpty()) {
                    watch.said(said);
                }
            }
        }
    }
}
