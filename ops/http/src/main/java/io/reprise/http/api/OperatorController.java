package io.reprise.http.api;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.http.CommandDesk;
import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.stock.StockLevels.StockLine;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stock and, in a rehearsal, time. */
@RestController
@RequestMapping("/api/v1")
class OperatorController {

    private static final Listing<StockLine> STOCK = new Listing<>(StockLine::sku);
    private static final int RECEIPTS_MAX = 10_000;

    private final CommandDesk commands;
    private final CampaignClock clock;
    private final StockLevels stock;

    OperatorController(CommandDesk commands, CampaignClock clock, StockLevels stock) {
        this.commands = commands;
        this.clock = clock;
        this.stock = stock;
    }

    record ReceiptLine(String receiptId, Sku sku, WarehouseId warehouse, int units) {}

    record Received(int received) {}

    record Time(Instant now, boolean simulated) {}

    record AdvanceBody(Instant to) {}

    @Operation(operationId = "listStock", summary = "Stock by item")
    @GetMapping("/stock")
    @Paged
    ResponseEntity<List<StockLine>> stock(HttpServletRequest request) {
        return STOCK.page(request, stock.all(), Function.identity());
    }

    @Operation(operationId = "receiveStock", summary = "Receives stock")
    @PostMapping("/stock/receipts")
    Received receive(@RequestBody List<ReceiptLine> lines) {
        InvalidValue.unless(
                !lines.isEmpty() && lines.size() <= RECEIPTS_MAX,
                "receipts",
                "must be 1 to " + RECEIPTS_MAX + ", but were " + lines.size());
        List<ReceiveStock> all = lines.stream()
                .map(line ->
                        new ReceiveStock(line.sku(), line.warehouse(), line.units(), line.receiptId(), clock.instant()))
                .toList();
        // Every line is read before the first is sent: a broken one refuses them all.
        all.subList(0, all.size() - 1).forEach(commands::sendOnly);
        commands.send(all.getLast());
        return new Received(all.size());
    }

    @Operation(operationId = "getClock", summary = "The time campaigns live in")
    @GetMapping("/clock")
    Time time() {
        return new Time(clock.instant(), clock.isSimulated());
    }

    @Operation(operationId = "advanceClock", summary = "Moves simulated time")
    @PostMapping("/clock/advance")
    Time advance(@RequestBody AdvanceBody body) {
        if (!clock.isSimulated()) {
            throw new CommandDesk.Refused(new ApiRefusal.TimeIsReal(body.to()));
        }
        clock.advanceTo(body.to());
        return time();
    }
}
