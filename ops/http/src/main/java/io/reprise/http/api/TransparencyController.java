package io.reprise.http.api;

import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.transparency.CampaignTransparency;
import io.reprise.domain.model.transparency.ModelTransparency;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.TransparencyDesk;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who decided what, for those who have to answer for it. */
@RestController
@RequestMapping("/api/v1")
class TransparencyController {

    private final TransparencyDesk desk;

    TransparencyController(TransparencyDesk desk) {
        this.desk = desk;
    }

    @Operation(
            operationId = "getCampaignTransparency",
            summary = "What was automatic in a campaign, what people changed, and what came of it")
    @GetMapping("/campaigns/{id}/transparency")
    CampaignTransparency campaign(@PathVariable CampaignId id) {
        return desk.of(id);
    }

    @Operation(operationId = "getModelTransparency", summary = "Where a model was used, and how it did")
    @GetMapping("/models/{release}/transparency")
    ModelTransparency model(@PathVariable String release) {
        return desk.of(ModelReleaseId.parse(release));
    }
}
