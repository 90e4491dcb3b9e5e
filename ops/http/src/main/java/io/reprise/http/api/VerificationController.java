package io.reprise.http.api;

import io.reprise.http.VerificationDesk;
import io.reprise.http.VerificationDesk.Verification;
import io.reprise.http.security.Actors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log verified: asked for, watched, called off. */
@RestController
@RequestMapping("/api/v1/verifications")
class VerificationController {

    private final VerificationDesk verifications;

    VerificationController(VerificationDesk verifications) {
        this.verifications = verifications;
    }

    @Operation(
            operationId = "verifyLog",
            summary = "Has the log verified from its first event; while that is being done, the one that is")
    @ApiResponse(responseCode = "202", description = "Asked for", useReturnTypeSchema = true)
    @PostMapping
    ResponseEntity<Verification> ask(Authentication who) {
        Verification asked = verifications.ask(Actors.of(who).name());
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, "/api/v1/verifications/" + asked.id())
                .body(asked);
    }

    @Operation(operationId = "listVerifications", summary = "Verifications of the log, the latest first")
    @GetMapping
    List<Verification> all() {
        return verifications.all();
    }

    @Operation(
            operationId = "getVerification",
            summary = "A verification of the log with its progress, or what was found and where")
    @GetMapping("/{verification}")
    Verification one(@PathVariable String verification) {
        return verifications.find(verification);
    }

    @Operation(operationId = "cancelVerification", summary = "Calls a verification of the log off")
    @DeleteMapping("/{verification}")
    Verification cancel(@PathVariable String verification) {
        return verifications.cancel(verification);
    }
}
