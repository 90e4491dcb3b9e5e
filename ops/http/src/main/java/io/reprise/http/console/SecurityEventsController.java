package io.reprise.http.console;

import io.reprise.domain.model.port.LogIns;
import io.reprise.http.LogInLine;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who came in, who was not let in, and who left, as the log has it. */
@Controller
class SecurityEventsController {

    private static final int PAGE = 50;

    private final LogIns logIns;

    SecurityEventsController(LogIns logIns) {
        this.logIns = logIns;
    }

    /** @param before only those with a smaller number */
    @GetMapping("/operations/log-ins")
    String logIns(@RequestParam(defaultValue = "" + Long.MAX_VALUE) long before, Model model) {
        List<LogInLine> lines =
                logIns.before(before, PAGE).stream().map(LogInLine::of).toList();
        model.addAttribute("lines", lines);
        boolean isMore = lines.size() == PAGE && lines.getLast().number() > 0;
        model.addAttribute("next", isMore ? lines.getLast().number() : null);
        return "log-ins";
    }
}
