package io.reprise.http.api;

import io.reprise.domain.model.port.DataImporter.Incoming;
import io.reprise.domain.model.port.DataImporter.Order;
import io.reprise.domain.model.port.DataImports;
import io.reprise.domain.model.port.DataImports.DataImport;
import io.reprise.http.CommandDesk;
import io.reprise.http.ImportDesk;
import io.reprise.http.ImportDesk.Import;
import io.reprise.http.security.Actors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Past behaviour and sales: files that come in, and their import. */
@RestController
@RequestMapping("/api/v1")
class ImportController {

    private static final String RUNS = "/import-runs";
    private static final MediaType PAGE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final ImportDesk desk;
    private final DataImports imports;

    ImportController(ImportDesk desk, DataImports imports) {
        this.desk = desk;
        this.imports = imports;
    }

    @Operation(operationId = "listImports", summary = "What was imported, with what was found about its quality")
    @GetMapping("/imports")
    List<DataImport> imports() {
        return imports.all();
    }

    @Operation(
            operationId = "getImportReport",
            summary = "What was found about an import's quality, as a page for people")
    @ApiResponse(
            responseCode = "200",
            description = "The page",
            content = @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")))
    @GetMapping("/imports/{name}/report")
    ResponseEntity<String> report(@PathVariable String name) {
        return imports.report(name)
                .map(page -> ResponseEntity.ok().contentType(PAGE).body(page))
                .orElseThrow(() -> new CommandDesk.Refused(new ApiRefusal.UnknownImport(name)));
    }

    @Operation(operationId = "listIncoming", summary = "Files and folders that can be imported")
    @GetMapping("/incoming")
    List<Incoming> incoming() {
        return desk.incoming();
    }

    @Operation(
            operationId = "uploadIncoming",
            summary = "Puts a file among the incoming data; one of that name is replaced",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @PutMapping(path = "/incoming/{file}", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    List<Incoming> upload(@PathVariable String file, HttpServletRequest request) throws IOException {
        desk.receive(file, request.getInputStream());
        return desk.incoming().stream().filter(one -> one.name().equals(file)).toList();
    }

    @Operation(operationId = "beginImport", summary = "Imports something incoming, or the bundled extract")
    @ApiResponse(responseCode = "202", description = "Asked for", useReturnTypeSchema = true)
    @PostMapping(RUNS)
    ResponseEntity<Import> begin(@RequestBody Order body, Authentication who) {
        Import asked = desk.ask(body, Actors.of(who).name());
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(HttpHeaders.LOCATION, "/api/v1" + RUNS + "/" + asked.id())
                .body(asked);
    }

    @Operation(operationId = "listImportRuns", summary = "Imports that were begun, the latest first")
    @GetMapping(RUNS)
    List<Import> all() {
        return desk.all();
    }

    @Operation(operationId = "getImportRun", summary = "An import with its progress, or what it imported")
    @GetMapping(RUNS + "/{run}")
    Import one(@PathVariable String run) {
        return desk.find(run);
    }

    @Operation(operationId = "cancelImport", summary = "Calls an import off; then nothing is imported")
    @DeleteMapping(RUNS + "/{run}")
    Import cancel(@PathVariable String run) {
        return desk.cancel(run);
    }
}
