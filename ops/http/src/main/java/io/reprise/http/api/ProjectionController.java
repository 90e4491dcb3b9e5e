package io.reprise.http.api;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.http.security.Actors;
import io.reprise.projections.feed.DeadLetter;
import io.reprise.projections.feed.FeedStatus;
import io.reprise.projections.feed.ViewOperations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How the views are fed, and what operators do about it. */
@RestController
@RequestMapping("/api/v1/projections")
class ProjectionController {

    private static final Listing<DeadLetter> LETTERS = new Listing<>(letter -> Listing.ascending(letter.position()));

    private final ViewOperations views;
    private final CampaignClock clock;

    ProjectionController(ViewOperations views, CampaignClock clock) {
        this.views = views;
        this.clock = clock;
    }

    /** @param progress a share of 1 */
    record RebuildAnswer(
            long position,
            double progress,
            double eventsPerSecond,
            OptionalLong secondsLeft,
            int deadLetters,
            String message) {

        static RebuildAnswer of(FeedStatus.Rebuild rebuild) {
            return new RebuildAnswer(
                    rebuild.position(),
                    rebuild.progress(),
                    rebuild.eventsPerSecond(),
                    rebuild.secondsLeft(),
                    rebuild.deadLetters(),
                    rebuild.message());
        }
    }

    record Answer(
            String projection,
            FeedStatus.State state,
            long position,
            long head,
            long lag,
            double eventsPerSecond,
            int deadLetters,
            String message,
            Optional<RebuildAnswer> rebuild) {

        static Answer of(FeedStatus status) {
            return new Answer(
                    status.projection(),
                    status.state(),
                    status.position(),
                    status.head(),
                    status.lag(),
                    status.eventsPerSecond(),
                    status.deadLetters(),
                    status.message(),
                    status.rebuild().map(RebuildAnswer::of));
        }
    }

    record ReasonBody(String reason) {}

    @Operation(operationId = "listProjections", summary = "How far every projection is")
    @GetMapping
    List<Answer> all() {
        return views.all().stream().map(Answer::of).toList();
    }

    @Operation(operationId = "rebuildProjection", summary = "Fills a projection anew beside the one that is read")
    @PostMapping("/{projection}/rebuild")
    @ApiResponse(responseCode = "202", description = "Begun", useReturnTypeSchema = true)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer rebuild(@PathVariable String projection) {
        views.rebuild(projection);
        return Answer.of(views.of(projection));
    }

    @Operation(operationId = "cancelRebuild", summary = "Ends a rebuild; what is read stays")
    @DeleteMapping("/{projection}/rebuild")
    Answer cancel(@PathVariable String projection) {
        views.cancelRebuild(projection);
        return Answer.of(views.of(projection));
    }

    @Operation(operationId = "listDeadLetters", summary = "Events that a projection could not fold")
    @GetMapping("/{projection}/dead-letters")
    @Paged
    ResponseEntity<List<DeadLetter>> deadLetters(@PathVariable String projection, HttpServletRequest request) {
        return LETTERS.page(request, views.deadLetters(projection), Function.identity());
    }

    @Operation(operationId = "retryDeadLetter", summary = "Folds a dead letter and those of its subject again")
    @PostMapping("/{projection}/dead-letters/{position}/retry")
    ViewOperations.Retried retry(@PathVariable String projection, @PathVariable long position) {
        return views.retry(projection, position);
    }

    @Operation(operationId = "dropDeadLetter", summary = "Leaves an event out of a projection for good")
    @PostMapping("/{projection}/dead-letters/{position}/drop")
    Answer drop(
            @PathVariable String projection,
            @PathVariable long position,
            @RequestBody ReasonBody body,
            Authentication who) {
        views.drop(projection, position, body.reason(), Actors.of(who), clock.instant());
        return Answer.of(views.of(projection));
    }
}
