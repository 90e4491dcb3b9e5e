package io.reprise.http.api;

import io.reprise.domain.model.port.Processes;
import io.reprise.domain.model.port.Processes.Running;
import io.reprise.http.CommandDesk;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Processes of the workflow engine, for those who look after them. */
@RestController
@RequestMapping("/api/v1/processes")
class ProcessController {

    private static final int PROCESSES_MAX = 1_000;

    private final Processes processes;

    ProcessController(Processes processes) {
        this.processes = processes;
    }

    @Operation(
            operationId = "listProcesses",
            summary = "Processes under way, those with incidents first, with where they wait; at most 1,000")
    @GetMapping
    List<Running> all() {
        return processes.running(PROCESSES_MAX);
    }

    @Operation(operationId = "retryProcess", summary = "Has what failed in a process tried again")
    @PostMapping("/{process}/retry")
    Running retry(@PathVariable String process) {
        Running running = processes
                .find(process)
                .orElseThrow(() -> new CommandDesk.Refused(new ApiRefusal.UnknownProcess(process)));
        processes.retry(process);
        return running;
    }
}
