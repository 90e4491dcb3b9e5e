package io.reprise.ml.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalesFileTest {

    @TempDir
    private Path folder;

    private DemandPanel read(String text) throws IOException {
        return SalesFile.read(Files.writeString(folder.resolve("sales.csv"), text));
    }

    @Test
    void weeksPricesPromotionsAndContentAreRead() throws IOException {
        DemandPanel panel = read("""
                item,start,units,price,base_price,flag_leaflet,content_category,content_name
                A,2026-01-05,3,1.00,2.00,1,SNACKS,Pretzel sticks
                A,2026-01-19,5,2.00,2.00,0,SNACKS,Pretzel sticks
                B,2026-01-12,7,,,0,SOAP,Bar
                A,2026-01-26,,1.50,2.00,1,SNACKS,Pretzel sticks
                """);
        assertThat(panel.cadence()).isEqualTo(Cadence.WEEKLY);
        assertThat(panel.periods()).isEqualTo(4);
        assertThat(panel.promotions()).containsExactly("leaflet");
        DemandSeries a = panel.series().getFirst();
        assertThat(a.units()).containsExactly(3, Float.NaN, 5, Float.NaN);
        assertThat(a.discount()[0]).isEqualTo((float) Math.log(2));
        assertThat(a.flags()[0]).containsExactly(1, 0, 0, 1);
        assertThat(a.content()).containsExactly("SNACKS", "Pretzel sticks");
    }

    @Test
    void daysAreToldByTheirDistance() throws IOException {
        assertThat(read("item,start,units\nA,2026-01-05,3\nA,2026-01-07,1\nA,2026-01-08,1\n")
                        .cadence())
                .isEqualTo(Cadence.DAILY);
    }

    @Test
    void whatIsWrongIsSaidWithItsRow() {
        assertThatThrownBy(() -> read("item,day,units\n")).hasMessageContaining("no column 'start'");
        assertThatThrownBy(() -> read("item,start,units\nA,5 January,3\n"))
                .hasMessageContaining("row 1: start is '5 January'");
        assertThatThrownBy(() -> read("item,start,units\nA,2026-01-05,-3\n")).hasMessageContaining("leave returns out");
        assertThatThrownBy(() -> read("item,start,units\nA,2026-01-05,many\n"))
                .hasMessageContaining("units is 'many' and should be a number");
        assertThatThrownBy(() -> SalesFile.read(folder.resolve("none.csv"))).hasMessageContaining("no file");
    }
}
