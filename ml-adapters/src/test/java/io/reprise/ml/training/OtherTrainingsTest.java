package io.reprise.ml.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.ml.purchase.SessionFile;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.ModelShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The trainings that need files of their own, from the command line to the shelf. */
class OtherTrainingsTest {

    /** TensorFlow's libraries are unpacked once for all test runs; what was learned by an earlier one is not gone on from. */
    private static final Path HOME = Path.of("target", "trained").toAbsolutePath();

    @TempDir
    private Path folder;

    private static int train(String... options) {
        return new CommandLine(new TrainCommand()).execute(options);
    }

    private static Card card(String model, long seed) {
        try (ModelShelf shelf = new ModelShelf(HOME)) {
            return shelf.all().stream()
                    .map(ModelShelf.Shelved::card)
                    .filter(c -> c.model().equals(model) && c.seed() == seed)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void demandByWeekIsChosenByCrossValidationTrainedAndShelved() throws IOException {
        StringBuilder sales = new StringBuilder("item,start,units,price,base_price,flag_leaflet,content_category\n");
        Random random = new Random(1);
        for (int item = 0; item < 4; item++) {
            for (int week = 0; week < 48; week++) {
                int flag = random.nextInt(4) == 0 ? 1 : 0;
                sales.append("item%d,%s,%d,%s,3,%d,snacks%n"
                        .formatted(
                                item,
                                LocalDate.parse("2025-01-06").plusWeeks(week),
                                (item + 1) * 10 * (1 + flag) + random.nextInt(4),
                                flag == 1 ? "2" : "3",
                                flag));
            }
        }
        Path file = Files.writeString(folder.resolve("sales.csv"), sales);
        long seed = 900_000 + ProcessHandle.current().pid();
        assertThat(train(
                        "demand-series",
                        "--data",
                        file.toString(),
                        "--home",
                        HOME.toString(),
                        "--seed",
                        "" + seed,
                        "--epochs",
                        "1",
                        "--set",
                        "variant=gru",
                        "--folds",
                        "1",
                        "--grid",
                        "history=4",
                        "--grid",
                        "width=6,8"))
                .isZero();
        Card card = card("demand-series", seed);
        assertThat(card.schema()).isEqualTo("demand-series/2/gru");
        assertThat(card.metric()).isEqualTo("pinball");
        assertThat(card.error()).isPositive().isLessThan(card.baselineError());
        assertThat(card.testSpan()).isEqualTo("2025-10-13 to 2025-12-07");
    }

    @Test
    void aGridOrVariantThatIsNotThereIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("few.csv"), "item,start,units\na,2025-01-06,1\na,2025-01-13,1\n");
        assertThat(train("demand-series", "--data", file.toString(), "--home", HOME.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(train("demand-series", "--set", "variant=rnn", "--home", HOME.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(train("demand-series", "--grid", "depth=1", "--home", HOME.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void whoBuysBecauseOfACampaignIsTrainedForEachArm() throws IOException {
        StringBuilder people = new StringBuilder("arm,outcome,likes,age\n");
        Random random = new Random(2);
        for (int i = 0; i < 900; i++) {
            boolean likes = random.nextBoolean();
            boolean sent = random.nextBoolean();
            boolean bought = random.nextDouble() < 0.1 + (sent && likes ? 0.3 : 0);
            people.append("%s,%d,%s,%d%n"
                    .formatted(
                            sent ? "letter" : "control",
                            bought ? 1 : 0,
                            likes ? "yes" : "no",
                            20 + random.nextInt(50)));
        }
        Path file = Files.writeString(folder.resolve("people.csv"), people);
        assertThat(train("response", "--data", file.toString(), "--home", HOME.toString(), "--seed", "901"))
                .isZero();
        Card card = card("response", 901);
        assertThat(card.schema()).isEqualTo("response/1/letter");
        assertThat(card.metrics().get("qini")).isPositive();
    }

    @Test
    void elasticitiesComeFromTheBundledSales() {
        assertThat(train("response", "--home", HOME.toString())).isZero();
        assertThat(HOME.resolve("response/elasticities.json")).exists();
    }

    @Test
    void visitsAreLearnedFromInTheOrderOfTheFile() throws IOException {
        StringBuilder visits = new StringBuilder(
                String.join(",", SessionFile.NUMBERS) + "," + String.join(",", SessionFile.KINDS) + ",Month,Revenue\n");
        Random random = new Random(3);
        for (int i = 0; i < 800; i++) {
            int pages = 1 + random.nextInt(30);
            visits.append("0,0,0,0,%d,%d,0.01,0.02,%d,0,1,2,1,3,New_Visitor,FALSE,Nov,%s%n"
                    .formatted(pages, pages * 30, random.nextInt(20), random.nextInt(30) < pages ? "TRUE" : "FALSE"));
        }
        Path file = Files.writeString(folder.resolve("visits.csv"), visits);
        long seed = 900_000 + ProcessHandle.current().pid();
        assertThat(train(
                        "session-purchase",
                        "--data",
                        file.toString(),
                        "--home",
                        HOME.toString(),
                        "--seed",
                        "" + seed,
                        "--epochs",
                        "3"))
                .isZero();
        assertThat(card("session-purchase", seed).metrics().get("auc")).isGreaterThan(0.7);
        assertThat(train("session-purchase", "--home", HOME.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
