package io.reprise.http.api;

import io.reprise.domain.model.port.LogIns;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.LogInLine;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who came in and who did not. */
@RestController
@RequestMapping("/api/v1/log-ins")
class LogInController {

    private static final Listing<LogIns.Numbered> LINES = new Listing<>(line -> Long.toString(line.number()));

    private final LogIns logIns;

    LogInController(LogIns logIns) {
        this.logIns = logIns;
    }

    /** The number behind which a page of a list begins. */
    static long number(String key) {
        InvalidValue.unless(key.matches("\\d{0,18}"), "cursor", "must be one that Link: rel=next of this list has");
        return key.isEmpty() ? Long.MAX_VALUE : Long.parseLong(key);
    }

    @Operation(operationId = "listLogIns", summary = "Log-ins, refused log-ins and log-outs, the latest first")
    @GetMapping
    @Paged
    ResponseEntity<List<LogInLine>> logIns(HttpServletRequest request) {
        return LINES.page(request, (after, most) -> logIns.before(number(after), most), LogInLine::of);
    }
}
