package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

class PackApiTest extends ApiTest {

    @Test
    void a_pack_is_a_zip_named_after_its_campaign() throws Exception {
        sale().drafted();
        MockHttpServletResponse response = mvc.perform(
                        MockMvcRequestBuilders.get(campaign("/evidence-pack")).with(httpBasic("audra", "audra")))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentType()).isEqualTo("application/zip");
        assertThat(response.getHeader("Content-Disposition")).contains("evidence-" + id + ".zip");
        assertThat(response.getContentAsString()).isEqualTo("PK " + id);
    }

    @Test
    void what_is_not_there_or_not_signed_is_refused() {
        refused(() -> get("audra", campaign("/evidence-pack")), 404, "UnknownCampaign", "campaignId");
        new LiveSale(core, "unsigned-" + id).drafted();
        refused(() -> get("audra", "/api/v1/campaigns/unsigned-" + id + "/evidence-pack"), 409, "NotSigned", "");
    }
}
