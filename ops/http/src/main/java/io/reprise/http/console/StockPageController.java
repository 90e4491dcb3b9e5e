package io.reprise.http.console;

import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.stock.StockLevels.StockLine;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What there is of every item, a page at a time. */
@Controller
class StockPageController {

    /** A browser lays out so many rows at once; the table as CSV has them all. */
    private static final int SHOWN = 100;

    private final StockLevels stock;

    StockPageController(StockLevels stock) {
        this.stock = stock;
    }

    /** @param text a part of an item's number, @param after the number that the page before ended with */
    @GetMapping("/stock")
    String stock(
            @RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "") String after, Model model) {
        List<StockLine> lines = stock.page(text.strip(), after, SHOWN + 1);
        boolean more = lines.size() > SHOWN;
        model.addAttribute("lines", more ? lines.subList(0, SHOWN) : lines);
        model.addAttribute("next", more ? lines.get(SHOWN - 1).sku() : "");
        model.addAttribute("text", text);
        model.addAttribute("none", lines.isEmpty() && text.isBlank() && after.isEmpty());
        return "stock";
    }
}
