package io.reprise.http.console;

import io.reprise.domain.model.port.DataImports;
import io.reprise.domain.model.port.ModelTrainer.Epoch;
import io.reprise.domain.model.port.ModelTrainer.Order;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.ImportDesk;
import io.reprise.http.TrainingDesk;
import io.reprise.http.TrainingDesk.Training;
import io.reprise.http.security.Actors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Models trained from a page, with the course of their losses. */
@Controller
@RequestMapping("/operations/trainings")
class TrainingPageController {

    private static final String HERE = "/operations/trainings";

    /** What a curve is drawn into. */
    private static final int WIDTH = 600;

    private static final int HEIGHT = 200;

    private final TrainingDesk desk;
    private final ImportDesk incoming;
    private final DataImports imports;
    private final Words words;

    TrainingPageController(TrainingDesk desk, ImportDesk incoming, DataImports imports, Words words) {
        this.desk = desk;
        this.incoming = incoming;
        this.imports = imports;
        this.words = words;
    }

    /** Points of two lines in a drawing of 600 by 200, as SVG has them; empty before there are two epochs. */
    public record Curve(String train, String validation, double low, double high) {}

    @GetMapping
    String trainings(Model model) {
        model.addAttribute("models", desk.models());
        List<String> data = new ArrayList<>(List.of(ImportDesk.BUNDLED));
        imports.all().stream()
                .map(DataImports.DataImport::name)
                .filter(name -> !data.contains(name))
                .forEach(data::add);
        incoming.incoming().forEach(one -> data.add(one.name()));
        model.addAttribute("data", data);
        model.addAttribute("runs", desk.all());
        return "trainings";
    }

    /** @param settings a line for each: {@code name=value} */
    @PostMapping
    String begin(
            @RequestParam String model,
            @RequestParam String data,
            @RequestParam(defaultValue = "1") String seed,
            @RequestParam(defaultValue = "") String epochs,
            @RequestParam(defaultValue = "") String settings,
            Authentication who,
            RedirectAttributes flash) {
        try {
            Order order = new Order(
                    model,
                    data,
                    whole("seed", seed, 1),
                    (int) whole("epochs", epochs, 0),
                    settings(settings),
                    Actors.of(who).name());
            return "redirect:" + HERE + "/" + desk.ask(order).id();
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        } catch (InvalidValue e) {
            flash.addFlashAttribute("refused", words.invalid(e));
        }
        return "redirect:" + HERE;
    }

    private static long whole(String field, String text, long usual) {
        String number = text.strip();
        InvalidValue.unless(
                number.matches("\\d{0,9}"), field, () -> "must be a whole number from 0, but was '" + number + "'");
        return number.isEmpty() ? usual : Long.parseLong(number);
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new TreeMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.indexOf('=');
            InvalidValue.unless(equals > 0, "settings", () -> "'" + line + "' is not of the form name=value");
            settings.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        });
        return settings;
    }

    @GetMapping("/{id}")
    String run(@PathVariable String id, Model model) {
        add(id, model);
        return "training";
    }

    /** The part that is loaded again while it runs. */
    @GetMapping("/{id}/standing")
    String standing(@PathVariable String id, Model model) {
        add(id, model);
        return "training :: standing";
    }

    private void add(String id, Model model) {
        Training run = find(id);
        model.addAttribute("r", run);
        model.addAttribute("running", !run.stage().isOver());
        model.addAttribute("curve", curve(run.progress().epochs()));
    }

    private static Curve curve(List<Epoch> epochs) {
        if (epochs.size() < 2) {
            return new Curve("", "", 0, 0);
        }
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (Epoch epoch : epochs) {
            low = Math.min(low, Math.min(epoch.trainLoss(), epoch.validationLoss()));
            high = Math.max(high, Math.max(epoch.trainLoss(), epoch.validationLoss()));
        }
        return new Curve(
                points(epochs, Epoch::trainLoss, low, high),
                points(epochs, Epoch::validationLoss, low, high),
                low,
                high);
    }

    private static String points(List<Epoch> epochs, ToDoubleFunction<Epoch> loss, double low, double high) {
        StringBuilder points = new StringBuilder();
        double span = high > low ? high - low : 1;
        for (int i = 0; i < epochs.size(); i++) {
            double x = (double) WIDTH * i / (epochs.size() - 1);
            double y = HEIGHT * (high - loss.applyAsDouble(epochs.get(i))) / span;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
        }
        return points.toString().strip();
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable String id) {
        find(id);
        desk.cancel(id);
        return "redirect:" + HERE + "/" + id;
    }

    private Training find(String id) {
        try {
            return desk.find(id);
        } catch (CommandDesk.Refused e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        }
    }
}
