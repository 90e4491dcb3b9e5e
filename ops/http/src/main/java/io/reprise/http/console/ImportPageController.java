package io.reprise.http.console;

import io.reprise.domain.model.port.DataImporter.Order;
import io.reprise.domain.model.port.DataImports;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.ImportDesk;
import io.reprise.http.ImportDesk.Import;
import io.reprise.http.security.Actors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Past sales and behaviour: uploaded, imported with progress, and what was found about their quality. */
@Controller
@RequestMapping("/operations/imports")
class ImportPageController {

    private static final String HERE = "/operations/imports";

    private final DataImports imports;
    private final ImportDesk desk;
    private final Words words;

    ImportPageController(DataImports imports, ImportDesk desk, Words words) {
        this.imports = imports;
        this.desk = desk;
        this.words = words;
    }

    @GetMapping
    String imports(Model model) {
        model.addAttribute("imports", imports.all());
        model.addAttribute("incoming", desk.incoming());
        model.addAttribute("runs", desk.all());
        return "imports";
    }

    @GetMapping("/{name}/report")
    ResponseEntity<String> report(@PathVariable String name) {
        String page = imports.report(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/html;charset=UTF-8"))
                .body(page);
    }

    @PostMapping("/upload")
    String upload(@RequestParam MultipartFile file, RedirectAttributes flash) throws IOException {
        try (InputStream content = file.getInputStream()) {
            String whole = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
            // Some browsers send the way to the file too.
            Path last = Path.of(whole.replace('\\', '/')).getFileName();
            desk.receive(last == null ? "" : last.toString(), content);
            flash.addFlashAttribute("done", words.say("done.uploaded", whole));
        } catch (InvalidValue e) {
            flash.addFlashAttribute("refused", words.invalid(e));
        }
        return "redirect:" + HERE;
    }

    @PostMapping("/runs")
    String begin(
            @RequestParam String data,
            @RequestParam(defaultValue = "") String layout,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(defaultValue = "") String encoding,
            Authentication who,
            RedirectAttributes flash) {
        try {
            Order order = new Order(data, said(layout), said(name), said(zone), said(currency), said(encoding));
            return "redirect:" + HERE + "/runs/"
                    + desk.ask(order, Actors.of(who).name()).id();
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        } catch (InvalidValue e) {
            flash.addFlashAttribute("refused", words.invalid(e));
        }
        return "redirect:" + HERE;
    }

    private static Optional<String> said(String text) {
        return Optional.of(text.strip()).filter(one -> !one.isEmpty());
    }

    @GetMapping("/runs/{id}")
    String run(@PathVariable String id, Model model) {
        add(id, model);
        return "import";
    }

    /** The part that is loaded again while it runs. */
    @GetMapping("/runs/{id}/standing")
    String standing(@PathVariable String id, Model model) {
        add(id, model);
        return "import :: standing";
    }

    private void add(String id, Model model) {
        Import run = find(id);
        model.addAttribute("r", run);
        model.addAttribute("running", !run.stage().isOver());
    }

    @PostMapping("/runs/{id}/cancel")
    String cancel(@PathVariable String id) {
        find(id);
        desk.cancel(id);
        return "redirect:" + HERE + "/runs/" + id;
    }

    private Import find(String id) {
        try {
            return desk.find(id);
        } catch (CommandDesk.Refused e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        }
    }
}
