package io.reprise.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.audience.Pseudonym;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RetailImportTest {

    private static final String HEADER =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private static final String GOOD = "536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n";

    private static RetailImport.Result read(String rows) throws IOException {
        return read(new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)));
    }

    private static RetailImport.Result read(InputStream in) throws IOException {
        return new RetailImport(new KeyedPseudonyms("key".getBytes(StandardCharsets.UTF_8))::of, rows -> {})
                .read("test", in);
    }

    @Test
    void aGoodRowIsASaleOfAPseudonym() throws IOException {
        RetailImport.Result result = read(GOOD);
        SaleLine line = result.sales().getFirst();
        assertThat(line.priceCents()).isEqualTo(255);
        assertThat(line.units()).isEqualTo(6);
        assertThat(line.shopper().orElseThrow().value()).doesNotContain("17850").hasSize(24);
        assertThat(result.sales()).hasSize(1);
    }

    @Test
    void everyBrokenRowIsCountedAndTheRestIsKept() throws IOException {
        RetailImport.Result result = read(GOOD
                + "536366,85123A,HEART,six,2010-12-01 08:26:00,2.55,1,UK\n"
                + "536367,85123A,HEART,6,yesterday,2.55,1,UK\n"
                + "536368,85123A,HEART,6,2010-12-01 08:26:00,free,1,UK\n"
                + "536369,85123A,HEART,-6,2010-12-01 08:26:00,2.55,1,UK\n"
                + "536370,85123A,HEART,6,2010-12-01 08:26:00,-2.55,1,UK\n"
                + "536371,,HEART,6,2010-12-01 08:26:00,2.55,1,UK\n"
                + "536372,85123A,HEART,6\n"
                + "536373,85123A,HEART,99999999,2010-12-01 08:26:00,2.55,1,UK\n"
                + "C536374,85123A,HEART,-6,2010-12-01 08:26:00,2.55,1,UK\n"
                + GOOD);
        assertThat(result.sales()).hasSize(2);
        assertThat(result.setAside()).isEqualTo(8);
        assertThat(result.returns()).isEqualTo(1);
        assertThat(result.rows()).isEqualTo(result.sales().size() + result.returns() + result.setAside());
    }

    @Test
    void aMissingColumnIsNamed() {
        assertThatThrownBy(() ->
                        read(new ByteArrayInputStream("InvoiceNo,StockCode\n1,2\n".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(RetailImport.UnreadableFile.class)
                .hasMessageContaining("'Description' is missing");
    }

    @Test
    void garbageIsRefusedOrQuarantinedButNeverASale() throws IOException {
        byte[] garbage = new byte[20_000];
        new Random(3).nextBytes(garbage);
        byte[] all = (HEADER + new String(garbage, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.UTF_8);
        try {
            assertThat(read(new ByteArrayInputStream(all)).sales()).isEmpty();
        } catch (RetailImport.UnreadableFile e) {
            assertThat(e).hasMessageContaining("cannot be read as CSV");
        }
    }

    @Test
    void theBundledExtractIsSmallAttributedAndDirty() throws IOException {
        try (InputStream extract = RetailData.class.getResourceAsStream("online-retail-extract.csv.gz");
                InputStream attribution = RetailData.class.getResourceAsStream("ATTRIBUTION.md")) {
            assertThat(extract.readAllBytes().length).isLessThanOrEqualTo(4 * 1024 * 1024);
            assertThat(new String(attribution.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("CC BY 4.0")
                    .contains("10.24432/C5BW33");
        }
        RetailImport.Result result = RetailData.read(RetailData.BUNDLED, Pseudonym::new, rows -> {});
        assertThat(result.rows()).isEqualTo(70_232);
        assertThat(result.setAside()).isEqualTo(87);
    }

    @Test
    void aFileThatIsNotThereIsAClearErrorAndExitCodeTwo(@TempDir Path home) {
        int code = new CommandLine(new ImportCommand()).execute("--data", "nowhere.csv", "--home", home.toString());
        assertThat(code).isEqualTo(2);
    }

    @Test
    void theBundledExtractIsImportedByTheCommandWithReportPageAndCalibration(@TempDir Path home) throws IOException {
        int code = new CommandLine(new ImportCommand()).execute("--home", home.toString());
        assertThat(code).isZero();
        Path folder = home.resolve("data/imports/bundled");
        assertThat(folder.resolve(ActionImport.PAGE))
                .content()
                .contains("70,232")
                .contains("数据质量");
        assertThat(folder.resolve(ActionImport.REPORT)).content().contains("\"quarantined\" : 87");
        assertThat(home.resolve("data/market-calibration.json")).content().contains("85123A");
        assertThat(ActionFolder.open(folder).manifest().currency()).isEqualTo("GBP");
    }

    @Test
    void theCatalogueKnowsRegularPricesAndTheShapeOfAWeek() throws IOException {
        Catalogue catalogue = Catalogue.of(
                RetailData.read(RetailData.BUNDLED, Pseudonym::new, rows -> {}).sales());
        assertThat(catalogue.items()).hasSize(60);
        assertThat(catalogue.items().getFirst().sku()).isEqualTo("85123A");
        assertThat(catalogue.hourOfWeek()).hasSize(168);
        assertThat(catalogue.hourOfWeek().stream().mapToDouble(d -> d).sum())
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
    }
}
