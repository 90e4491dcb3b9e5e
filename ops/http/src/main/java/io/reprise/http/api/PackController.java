package io.reprise.http.api;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.CommandDesk;
import io.reprise.http.PackDesk;
import io.reprise.http.PackFile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Evidence packs for download. */
@RestController
@RequestMapping("/api/v1/campaigns/{id}/evidence-pack")
class PackController {

    private final PackDesk packs;
    private final Campaigns campaigns;

    PackController(PackDesk packs, Campaigns campaigns) {
        this.packs = packs;
        this.campaigns = campaigns;
    }

    @Operation(operationId = "getEvidencePack", summary = "A campaign's evidence, as a zip that anybody can check")
    @ApiResponse(
            responseCode = "200",
            description = "The pack",
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @GetMapping
    ResponseEntity<InputStreamResource> pack(@PathVariable CampaignId id) throws IOException {
        if (campaigns.load(id) == Campaign.NOT_DRAFTED) {
            throw new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id));
        }
        try {
            return PackFile.of(packs, id);
        } catch (IllegalStateException e) {
            throw new CommandDesk.Refused(
                    new ApiRefusal.NotSigned("The evidence of '" + id + "' cannot be packed", e.getMessage()));
        }
    }
}
