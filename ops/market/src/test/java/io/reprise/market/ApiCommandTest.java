package io.reprise.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiCommandTest {

    @TempDir
    private Path folder;

    /** What reads the command line would otherwise take the file's words for arguments. */
    @Test
    void a_body_may_be_a_file_and_the_file_is_not_taken_for_more_arguments() throws IOException {
        Path file = Files.writeString(folder.resolve("body.json"), "[{\"shopper\": \"jane\"}, {\"shopper\": \"joe\"}]");

        String body = ApiCommand.commandLine()
                .parseArgs("--user", "shop", "recordPriorSpend", "id=tea", "--body", "@" + file)
                .matchedOptionValue("--body", "");

        assertThat(body).isEqualTo("@" + file);
    }
}
