package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.eventstore.LogUnavailable;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ProblemsTest {

    @RestController
    static final class Full {
        @GetMapping("/full")
        String full() {
            throw new EventLog.LimitExceeded("bytes of payload and metadata of one event", 4_194_304, 5_000_000);
        }
    }

    @RestController
    static final class Away {
        @GetMapping("/log")
        String log() {
            throw new IllegalStateException(
                    "the command failed", new LogUnavailable("no", new IOException("No space left on device")));
        }

        @GetMapping("/processes")
        String processes() throws SQLException {
            throw new SQLException("the database is shutting down", "57P03");
        }

        @GetMapping("/lost")
        String lost() {
            throw new IllegalStateException("roll-back failed", new SQLException("Connection is closed"));
        }

        @GetMapping("/mistake")
        String mistake() throws SQLException {
            throw new SQLException("no such table", "42P01");
        }
    }

    private static MockHttpServletResponse asked(Object controller, String path) throws Exception {
        return MockMvcBuilders.standaloneSetup(controller)
                .setControllerAdvice(new Problems())
                .build()
                .perform(MockMvcRequestBuilders.get(path))
                .andReturn()
                .getResponse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/log", "/processes", "/lost"})
    void aStoreThatIsAwayIsToBeAskedAgainLater(String path) throws Exception {
        MockHttpServletResponse answer = asked(new Away(), path);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
        assertThat(answer.getContentAsString()).contains("\"code\":\"StoreAway\"");
    }

    @Test
    void aMistakeOfOursIsNotAStoreThatIsAway() throws Exception {
        assertThat(asked(new Away(), "/mistake").getStatus()).isEqualTo(500);
    }

    @Test
    void aLimitOfTheLogIsAProblemOfTheCallThatNamesIt() throws Exception {
        MockHttpServletResponse answer = asked(new Full(), "/full");
        assertThat(answer.getStatus()).isEqualTo(413);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString())
                .contains("\"code\":\"LimitExceeded\"")
                .contains("bytes of payload and metadata of one event is at most 4194304, but was 5000000");
    }
}
