package io.reprise.http.api;

import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.http.ReleaseDesk;
import io.reprise.http.ReleaseDesk.Release;
import io.reprise.http.security.Actors;
import io.reprise.projections.models.ModelReleases.ReleaseLine;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Models on their way to deciding, and back. */
@RestController
@RequestMapping("/api/v1/models")
class ModelController {

    private static final Listing<ReleaseLine> LINES = new Listing<>(line -> line.release);

    private final ReleaseDesk releases;

    ModelController(ReleaseDesk releases) {
        this.releases = releases;
    }

    record ReasonBody(String reason) {}

    /** @param to what decides again, as {@code model:sha256}; empty for the baseline */
    record RollBackBody(String to, String reason) {}

    @Operation(operationId = "listModels", summary = "Models on their way to deciding, and back")
    @GetMapping
    @Paged
    ResponseEntity<List<ReleaseLine>> models(HttpServletRequest request) {
        return LINES.page(request, releases.all(), Function.identity());
    }

    @Operation(operationId = "getModel", summary = "A model with its card")
    @GetMapping("/{release}")
    Release model(@PathVariable String release) {
        return releases.find(ModelReleaseId.parse(release));
    }

    @Operation(operationId = "promoteModel", summary = "Lets a model decide from now on")
    @PostMapping("/{release}/promote")
    ReleaseLine promote(@PathVariable String release, Authentication who) {
        releases.promote(ModelReleaseId.parse(release), Actors.of(who));
        return line(release);
    }

    @Operation(operationId = "declineModel", summary = "Declines a model that waits for approval")
    @PostMapping("/{release}/decline")
    ReleaseLine decline(@PathVariable String release, @RequestBody ReasonBody body, Authentication who) {
        releases.decline(ModelReleaseId.parse(release), body.reason(), Actors.of(who));
        return line(release);
    }

    @Operation(
            operationId = "rollBackModel",
            summary = "Takes the deciding model away; the one before it decides again")
    @PostMapping("/{release}/roll-back")
    ReleaseLine rollBack(@PathVariable String release, @RequestBody RollBackBody body, Authentication who) {
        releases.rollBack(ModelReleaseId.parse(release), body.to(), body.reason(), Actors.of(who));
        return line(release);
    }

    @Operation(operationId = "retireModel", summary = "Retires a model")
    @PostMapping("/{release}/retire")
    ReleaseLine retire(@PathVariable String release, @RequestBody ReasonBody body, Authentication who) {
        releases.retire(ModelReleaseId.parse(release), body.reason(), Actors.of(who));
        return line(release);
    }

    private ReleaseLine line(String release) {
        return releases.find(ModelReleaseId.parse(release)).line();
    }
}
