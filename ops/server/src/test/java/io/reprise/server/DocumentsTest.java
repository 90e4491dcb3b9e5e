package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at is there: files, and the tests they call as witnesses. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#|mailto:)([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    private static List<Path> documents() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT.resolve("ops").resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), all.filter(p -> p.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> missingLinks(Path document, String text) {
        return LINK.matcher(text)
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(target -> !Files.exists(document.resolveSibling(target)))
                .map(target -> ROOT.relativize(document) + " → " + target);
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.map(p -> p.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Path document : documents()) {
            assertThat(missingLinks(document, Files.readString(document))).isEmpty();
        }
        assertThat(missingLinks(ROOT.resolve("README.md"), "see [nowhere](ops/docs/nowhere.md)"))
                .hasSize(1);
    }

    @Test
    void everyDecisionAboutTheArchitectureHasANumberOfItsOwn() throws IOException {
        try (Stream<Path> all = Files.list(ROOT.resolve("ops/docs/adr"))) {
            assertThat(all.map(p -> p.getFileName().toString().substring(0, 4)).toList())
                    .doesNotHaveDuplicates()
                    .contains("0001");
        }
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> tests = tests();
        for (Path document : documents()) {
            assertThat(tests)
                    .as(document.toString())
                    .containsAll(TEST.matcher(Files.readString(document))
                            .results()
                            .map(test -> test.group(1))
                            .collect(Collectors.toSet()));
        }
        assertThat(tests).doesNotContain("NobodyWroteThisTest");
    }
}
