package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.EventLog;
import org.junit.jupiter.api.Test;
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

    @Test
    void aLimitOfTheLogIsAProblemOfTheCallThatNamesIt() throws Exception {
        MockHttpServletResponse answer = MockMvcBuilders.standaloneSetup(new Full())
                .setControllerAdvice(new Problems())
                .build()
                .perform(MockMvcRequestBuilders.get("/full"))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(413);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString())
                .contains("\"code\":\"LimitExceeded\"")
                .contains("bytes of payload and metadata of one event is at most 4194304, but was 5000000");
    }
}
