package io.reprise.http.api;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.replay.ReplayScope;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.ReplayDesk;
import io.reprise.http.ReplayDesk.Replay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decisions taken again: asked for, watched, called off. */
@RestController
@RequestMapping("/api/v1/replays")
class ReplayController {

    private final ReplayDesk replays;

    ReplayController(ReplayDesk replays) {
        this.replays = replays;
    }

    /** @param models whether models are asked again too */
    record ReplayBody(Optional<CampaignId> campaign, Optional<DecisionId> decision, boolean models) {}

    @Operation(operationId = "replayDecisions", summary = "Has decisions taken again")
    @ApiResponse(responseCode = "202", description = "Asked for", useReturnTypeSchema = true)
    @PostMapping
    ResponseEntity<Replay> ask(@RequestBody ReplayBody body, Authentication who) {
        Replay asked = replays.ask(new ReplayScope(body.campaign(), body.decision(), body.models()), who.getName());
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, "/api/v1/replays/" + asked.id())
                .body(asked);
    }

    @Operation(operationId = "listReplays", summary = "Replays, the latest first")
    @GetMapping
    List<Replay> all() {
        return replays.all();
    }

    @Operation(operationId = "getReplay", summary = "A replay with its report")
    @GetMapping("/{replay}")
    Replay one(@PathVariable String replay) {
        return replays.find(replay);
    }

    @Operation(operationId = "cancelReplay", summary = "Calls a replay off")
    @DeleteMapping("/{replay}")
    Replay cancel(@PathVariable String replay) {
        return replays.cancel(replay);
    }
}
