package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.http.ImportDesk;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Long work that a person calls off at its page when it is half done: it ends soon, and what was there before is there. */
class CalledOffInBrowserTest extends BrowserTest {

    private static final int ROWS = 2_000_000;
    private static final Page.WaitForSelectorOptions PATIENT = new Page.WaitForSelectorOptions().setTimeout(120_000);

    private static Path data() {
        return server.get(RepriseProperties.class).home().resolve("data");
    }

    /** Digests of all that was imported, by the files' names. */
    private static SortedMap<String, String> imported() throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = data().relativize(file).toString();
                if (!name.startsWith("incoming")) {
                    digests.put(name, Sha256.hex(Files.readAllBytes(file)));
                }
            }
        }
        return digests;
    }

    private static void clicks(String file, int rows) throws IOException {
        Path folder = Files.createDirectories(data().resolve("incoming"));
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(file))) {
            out.write("user_id,item_id,category_id,behavior_type,timestamp\n");
            for (int row = 0; row < rows; row++) {
                out.write(row % 90_001 + "," + row % 701 + "," + row % 17 + ",pv," + (1_511_544_070 + row % 600_000)
                        + "\n");
            }
        }
    }

    private static void begin(Page page, String file) {
        page.navigate(server.url() + "/operations/imports");
        page.selectOption("#import [name=data]", file);
        page.selectOption("#import [name=layout]", "taobao");
        page.fill("#import [name=name]", "clicks");
        page.click("#begin");
    }

    @Test
    void anImportCalledOffHalfWayLeavesWhatWasImportedBeforeAsItWas() throws IOException {
        clicks("few.csv", 5);
        clicks("many.csv", ROWS);
        Page otto = as("otto");
        begin(otto, "few.csv");
        otto.waitForSelector("#imported", PATIENT);
        SortedMap<String, String> before = imported();
        assertThat(before.keySet()).anyMatch(name -> name.contains("clicks"));

        begin(otto, "many.csv");
        ImportDesk desk = server.get(ImportDesk.class);
        otto.waitForCondition(() -> desk.all().getFirst().progress().rows() > 0);
        otto.click("#cancel");
        otto.waitForSelector("#stage >> text=Called off", PATIENT);

        assertThat(otto.textContent("main")).contains("Nothing was imported");
        assertThat(desk.all().getFirst().progress().rows()).isLessThan(ROWS);
        assertThat(imported()).isEqualTo(before);
        otto.navigate(server.url() + "/operations/imports");
        assertThat(otto.textContent("main")).contains("clicks").contains("many.csv");
        assertThat(complaints).isEmpty();
    }
}
