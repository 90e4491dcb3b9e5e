package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** What no controller takes is answered as everything else is. */
class UnservedTest extends ApiTest {

    private void isProblem(Answer answer, int status, String detail) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.response().getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.text("/code")).isEqualTo("NotServed");
        assertThat(answer.text("/detail")).contains(detail);
    }

    @Test
    void where_there_is_nothing_it_says_where_one_finds_what_there_is() {
        isProblem(get("mei", "/api/v1/nothing"), 404, "There is nothing at /api/v1/nothing; /api/v1/openapi.json");
    }

    @Test
    void a_method_that_is_not_there_is_answered_with_those_that_are() {
        Answer answer = call(HttpMethod.PUT, "audra", "/api/v1/log-ins", "", MediaType.APPLICATION_JSON);

        isProblem(answer, 405, "PUT");
        assertThat(answer.response().getHeader("Allow")).contains("GET");
    }

    @Test
    void a_body_of_another_type_is_a_problem() {
        isProblem(
                call(HttpMethod.POST, "mei", "/api/v1/campaigns", "a,b", MediaType.valueOf("text/csv")),
                415,
                "text/csv");
    }

    @Test
    void a_page_that_is_not_there_stays_a_page() throws Exception {
        var answer = mvc.perform(
                        MockMvcRequestBuilders.get("/nothing").with(user("mei").roles("MARKETER")))
                .andReturn()
                .getResponse();

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString()).isEmpty();
    }
}
