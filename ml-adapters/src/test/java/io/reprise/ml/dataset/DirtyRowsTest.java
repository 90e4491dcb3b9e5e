package io.reprise.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.ml.dataset.source.Limits;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirtyRowsTest {

    private static final String GOOD = "1,2,3,pv,1511544070\n";

    @TempDir
    private Path home;

    private ImportTrial.Outcome read(String text) throws IOException {
        return new ImportTrial(home).of(text);
    }

    private static void balanced(DataQualityReport report) {
        assertThat(report.rows()).isEqualTo(report.imported() + report.quarantined() + report.duplicates());
    }

    @Test
    void everyRowIsImportedOrSetAsideWithLineColumnAndReasonOrADuplicate() throws IOException {
        ImportTrial.Outcome outcome = read(GOOD + GOOD + GOOD
                + "1,2,3,pv\n"
                + "1,2,3,pv,1511544070,6\n"
                + "1,2,3,purchase,1511544070\n"
                + ",2,3,pv,1511544070\n"
                + "1,,3,pv,1511544070\n"
                + "1,2,3,pv,never\n"
                + "1,2,3,pv,-5\n"
                + "1,2,3,pv,60\n"
                + "1,2,3,pv,4102444800\n"
                + "1,2,3,pv,1511544070000\n"
                + "1,2,3,pv,1511544070000000\n"
                + "1,2 2,3,pv,1511544070\n");
        assertThat(outcome.report().rows()).isEqualTo(15);
        assertThat(outcome.report().imported()).isEqualTo(1);
        assertThat(outcome.report().duplicates()).isEqualTo(2);
        assertThat(outcome.report().clock().wrong()).isEqualTo(5);
        balanced(outcome.report());
        assertThat(outcome.quarantine())
                .contains("data.csv,4,line,cell-count")
                .contains("data.csv,5,line,cell-count")
                .contains("data.csv,6,behavior_type,unknown-action,\"is none of pv, fav, cart, buy\"")
                .contains("data.csv,7,user_id,missing")
                .contains("data.csv,8,item_id,missing")
                .contains("data.csv,9,timestamp,not-a-number")
                .contains("data.csv,10,timestamp,before-epoch")
                .contains("data.csv,11,timestamp,before-1995")
                .contains("data.csv,12,timestamp,future")
                .contains("data.csv,13,timestamp,looks-like-millis")
                .contains("data.csv,14,timestamp,looks-like-micros")
                .contains("data.csv,15,item_id,not-an-id");
        assertThat(outcome.duplicates()).contains("data.csv,2,data.csv,1").contains("data.csv,3,data.csv,1");
    }

    @Test
    void rowsThatDifferInAColumnThatIsNotKeptAreNoDuplicates() throws IOException {
        String header = "user_id,sku_id,time,model_id,type,cate,brand\n";
        ImportTrial.Outcome outcome = read(header + "1,2,2016-01-31 23:59:02,14,6,8,403\n"
                + "1,2,2016-01-31 23:59:02,0,6,8,403\n1,2,2016-01-31 23:59:02,14,6,8,403\n");
        assertThat(outcome.report().imported()).isEqualTo(2);
        assertThat(outcome.report().duplicates()).isEqualTo(1);
    }

    @Test
    void noShoppersIdGetsPastTheDoorWhereverItStandsInABrokenRow() throws IOException {
        String secret = "lisbeth-7766554433@example.org";
        ImportTrial.Outcome outcome = read(GOOD.repeat(40)
                + GOOD.replaceFirst("1", secret)
                + secret + ",2,3,pv\n"
                + "2," + secret + "," + secret + ",pv,never\n"
                + ("2,3,4," + secret + ",1511544070\n9,3,4," + secret + ",1511544070\n").repeat(20)
                + "2,3,4,pv," + secret + "\n"
                + "\"" + secret + ",2,3,pv,1511544070\n");
        balanced(outcome.report());
        try (Stream<Path> files = Files.list(outcome.folder())) {
            for (Path file : files.toList()) {
                String text = file.toString().endsWith(".gz") ? ImportTrial.unzipped(file) : Files.readString(file);
                assertThat(text).as(file.toString()).doesNotContain("lisbeth").doesNotContain("7766554433");
            }
        }
    }

    @Test
    void wordsForActionsThatManyUseAreNamedAndRareOnesAreNot() throws IOException {
        String rows = IntStream.range(0, 12)
                .mapToObj(i -> i + ",2,3,purchase,1511544070\n")
                .collect(Collectors.joining());
        ImportTrial.Outcome outcome = read(GOOD.repeat(30) + rows + "5,2,3,lisbeth,1511544070\n");
        assertThat(outcome.report().unknownWords()).containsOnlyKeys("purchase").containsValue(12L);
    }

    @Test
    void aQuoteThatIsNeverClosedCostsOneRowAndOneThatRunsOverLinesNone() throws IOException {
        String header = "shopper,item,action,at,category\n";
        String good = "ada,sku-1,view,2024-11-11T08:05:00Z,";
        ImportTrial.Outcome outcome = read(header + good + "\"open\n" + good + "a\n" + good + "b\n".repeat(1));
        assertThat(outcome.report().imported()).isEqualTo(2);
        assertThat(outcome.quarantine()).contains("data.csv,2,line,open-quote");
        ImportTrial.Outcome two =
                read("shopper,item,action,at,note\n" + good + "\"two\nlines, \"\"one\"\" cell\"\n" + good + "b\n");
        assertThat(two.report().imported()).isEqualTo(2);
        assertThat(two.report().quarantined()).isZero();
    }

    @Test
    void byteOrderMarkCarriageReturnsAndBlankLinesDoNoHarm() throws IOException {
        ImportTrial.Outcome outcome =
                read("\ufeffuser_id,item_id,category_id,behavior_type,timestamp\r\n\r\n1,2,3,pv,1511544070\r\n\r\n");
        assertThat(outcome.report().imported()).isEqualTo(1);
        assertThat(outcome.report().files().getFirst().blankLines()).isEqualTo(2);
        assertThat(read("\ufeff" + GOOD).report().imported()).isEqualTo(1);
    }

    @Test
    void bytesOfAnotherEncodingCostTheirRowUnlessTheEncodingIsNamed() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        String text = "shopper,item,action,at,category\nada,sku-1,view,2024-11-11T08:05:00Z,灯具\n"
                + "ada,sku-2,view,2024-11-11T08:05:00Z,lamps\n";
        Path file = trial.file("gb.csv", text.getBytes(Charset.forName("GB18030")));
        ImportTrial.Outcome outcome = trial.of(file);
        assertThat(outcome.report().imported()).isEqualTo(1);
        assertThat(outcome.quarantine()).contains("gb.csv,2,line,encoding").contains("--encoding");
        ImportOptions named = new ImportOptions(
                Optional.empty(),
                Limits.DEFAULT,
                Charset.forName("GB18030"),
                ',',
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(trial.of(file, named).actions())
                .extracting(ShopperAction::category)
                .contains("灯具");
        assertThat(trial.refusal(trial.file("u16.csv", ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE))))
                .contains("UTF-16")
                .contains("iconv");
    }

    @Test
    void limitsNameThemselves() throws IOException {
        ImportTrial.Outcome outcome =
                read(GOOD + "1,".repeat(1_000_000) + "\n" + GOOD.replace("2", "9") + "x".repeat(1_100_000) + "\n");
        assertThat(outcome.report().rows()).isEqualTo(4);
        assertThat(outcome.quarantine())
                .contains("data.csv,2,line,too-long,is longer than 1048576 bytes (--line-bytes-max)")
                .contains("data.csv,4,line,too-long");
        assertThat(read(GOOD + "1,".repeat(2_000) + "\n").quarantine())
                .contains("too-many-cells,has more than 1000 cells (--cells-max)");
    }

    @Test
    void aDecompressionBombIsRefusedBeforeItFillsAnything() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        byte[] line = new byte[1 << 20];
        Arrays.fill(line, (byte) 'x');
        line[line.length - 1] = '\n';
        try (var gzip = new java.util.zip.GZIPOutputStream(bomb)) {
            gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 80; i++) {
                gzip.write(line);
            }
        }
        ImportTrial trial = new ImportTrial(home);
        assertThat(trial.refusal(trial.file("bomb.csv.gz", bomb.toByteArray()))).contains("--expansion-max");
    }

    @Test
    void aFileThatBreaksOffIsRefusedAndLeavesTheEarlierImportAlone() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        trial.of(trial.file("whole.csv", GOOD));
        String many = IntStream.range(0, 50_000)
                .mapToObj(i -> i + "," + i * 31 % 977 + ",3,pv,1511544070\n")
                .collect(Collectors.joining());
        byte[] gzip = ImportTrial.gzip(many.getBytes(StandardCharsets.UTF_8));
        Path cut = trial.file("cut.csv.gz", Arrays.copyOf(gzip, gzip.length / 2));
        assertThat(trial.refusal(cut)).contains("breaks off").contains("gzip -t");
        assertThat(ActionFolder.open(home.resolve("imports/trial")).manifest().actions())
                .isEqualTo(1);
        try (Stream<Path> left = Files.list(home.resolve("imports"))) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactly("trial");
        }
    }

    @Test
    void aColumnThatIsTwiceInTheHeaderIsRefused() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        assertThat(trial.refusal(trial.file("a.csv", "shopper,item,Item,action,at\n1,2,2,view,2024-11-11T08:05:00Z\n")))
                .contains("column 'Item' is twice");
    }

    @Test
    void stopLeavesNothingBehind() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        Path file = trial.file("a.csv", GOOD.repeat(10_000));
        ActionImport stopped = new ActionImport(
                new KeyedPseudonyms(new byte[] {1}),
                ImportTrial.NOW,
                ImportOptions.DEFAULT,
                (p, r, s) -> {},
                () -> true);
        ImportFiles files = ImportFiles.find(file, ImportOptions.DEFAULT);
        assertThatThrownBy(() -> stopped.run("a.csv", files, home.resolve("imports/x")))
                .isInstanceOf(ActionImport.Stopped.class);
        try (Stream<Path> left = Files.list(home.resolve("imports"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void rowsThatGoBackInTimeAreCountedAndSorted() throws IOException {
        ImportTrial.Outcome outcome = read("1,2,3,pv,1511544072\n1,2,3,pv,1511544071\n2,2,3,pv,1511544070\n");
        assertThat(outcome.report().clock().stepsBack()).isEqualTo(1);
        assertThat(outcome.actions().stream()
                        .filter(a -> a.shopperKey().equals(ImportTrial.pseudonym("1")))
                        .map(ShopperAction::at))
                .isSorted();
    }

    @Test
    void sequencesAreAShoppersLatestActionsInTimeOrderAndNobodyUnknown() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        ImportTrial.Outcome outcome = trial.of("shopper,item,action,at\n,x,buy,2024-11-11T08:05:00Z\n"
                + "ada,c,view,2024-11-11T08:03:00Z\nada,a,view,2024-11-11T08:01:00Z\nada,b,view,2024-11-11T08:02:00Z\n"
                + "bo,a,view,2024-11-11T08:01:00Z\n");
        Map<String, List<String>> items = new HashMap<>();
        try (ShopperSequences all = ActionFolder.open(outcome.folder()).sequences(2)) {
            all.forEachRemaining(s -> items.put(
                    s.shopper().value(),
                    s.actions().stream().map(ShopperAction::item).toList()));
        }
        assertThat(items)
                .hasSize(2)
                .containsEntry(ImportTrial.pseudonym("ada"), List.of("b", "c"))
                .containsEntry(ImportTrial.pseudonym("bo"), List.of("a"));
    }

    /** Seeds are in the assertion's message. */
    @Test
    void whateverIsDoneToAFileEveryRowIsAccountedForOrTheFileIsRefusedInWords() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        StringBuilder text = new StringBuilder("shopper,item,action,at,category,priceCents,units,order\n");
        for (int i = 0; i < 60; i++) {
            text.append("s")
                    .append(i % 7)
                    .append(",sku-")
                    .append(i % 11)
                    .append(",buy,2024-11-11T08:05:")
                    .append(10 + i % 40)
                    .append("Z,\"lamps, \"\"big\"\"\",1999,2,o-")
                    .append(i)
                    .append('\n');
        }
        byte[] good = text.toString().getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            byte[] bytes = good.clone();
            for (int i = random.nextInt(40); i >= 0; i--) {
                int at = random.nextInt(bytes.length);
                bytes[at] =
                        random.nextInt(3) == 0 ? "\",\n\r\0".getBytes()[random.nextInt(5)] : (byte) random.nextInt(256);
            }
            Path file = trial.file("fuzz.csv", random.nextInt(4) == 0 ? ImportTrial.gzip(bytes) : bytes);
            try {
                balanced(trial.of(file).report());
                read++;
            } catch (UnreadableData e) {
                assertThat(e.getMessage()).as("seed " + seed).isNotBlank();
            }
        }
        assertThat(read).isGreaterThan(10);
    }
}
