package io.reprise.http.api;

import io.reprise.domain.model.port.ModelTrainer.Order;
import io.reprise.http.TrainingDesk;
import io.reprise.http.TrainingDesk.Training;
import io.reprise.http.security.Actors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
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

/** Models trained: asked for, watched, called off. */
@RestController
@RequestMapping("/api/v1/training-runs")
class TrainingController {

    private static final long SEED = 1;

    private final TrainingDesk desk;

    TrainingController(TrainingDesk desk) {
        this.desk = desk;
    }

    /** @param epochs at most so many passes; left out or 0, as many as usual */
    record TrainingBody(
            String model,
            String data,
            Optional<Long> seed,
            Optional<Integer> epochs,
            Optional<SortedMap<String, String>> settings) {

        Order order(String trainedBy) {
            return new Order(
                    model,
                    data,
                    seed.orElse(SEED),
                    epochs.orElse(0),
                    settings.<Map<String, String>>map(all -> all).orElse(Map.of()),
                    trainedBy);
        }
    }

    @Operation(
            operationId = "trainModel",
            summary = "Trains a model beside its baseline; the caller does not promote it")
    @ApiResponse(responseCode = "202", description = "Asked for", useReturnTypeSchema = true)
    @PostMapping
    ResponseEntity<Training> train(@RequestBody TrainingBody body, Authentication who) {
        Training asked = desk.ask(body.order(Actors.of(who).name()));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, "/api/v1/training-runs/" + asked.id())
                .body(asked);
    }

    @Operation(operationId = "listTrainings", summary = "Trainings, the latest first")
    @GetMapping
    List<Training> all() {
        return desk.all();
    }

    @Operation(operationId = "getTraining", summary = "A training with the course of its losses")
    @GetMapping("/{run}")
    Training one(@PathVariable String run) {
        return desk.find(run);
    }

    @Operation(operationId = "cancelTraining", summary = "Calls a training off; then nothing new is on the shelf")
    @DeleteMapping("/{run}")
    Training cancel(@PathVariable String run) {
        return desk.cancel(run);
    }
}
