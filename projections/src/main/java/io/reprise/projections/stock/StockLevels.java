package io.reprise.projections.stock;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockEvent.Answer;
import io.reprise.domain.model.stock.StockEvent.StockAllocated;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.stock.StockEvent.StockReleased;
import io.reprise.domain.model.stock.StockEvent.StockReturned;
import io.reprise.domain.model.stock.StockEvent.StockToppedUp;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Stock of every item. */
public final class StockLevels implements Projection<StockLevels.StockLine> {

    /**
     * @param free on hand and promised to nobody
     * @param allocated set aside for campaigns and not yet sold
     * @param sold sold in campaigns
     * @param released given back by campaigns
     * @param refused claims refused for want of stock
     */
    public record StockLine(String sku, int free, int allocated, int sold, int released, int refused) {}

    private static final String NAME = "stock";

    private final ViewCollection<StockLine> lines;

    public StockLevels(MongoDatabase database, ObjectMapper json) {
        lines = new ViewCollection<>(database, NAME, StockLine.class, json);
    }

    public List<StockLine> all() {
        return lines.all();
    }

    /**
     * A page of items in the order of their numbers.
     *
     * @param containing a part of the number, in capitals or not; empty for any
     * @param after the number that the page before ended with; empty for the first
     */
    public List<StockLine> page(String containing, String after, int max) {
        Pattern part = Pattern.compile(Pattern.quote(containing), Pattern.CASE_INSENSITIVE);
        return lines.first(
                Filters.and(Filters.regex("_id", part), Filters.gt("_id", after)), Sorts.ascending("_id"), max);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int schema() {
        return 1;
    }

    @Override
    public Set<Class<?>> reads() {
        return Set.of(StockEvent.class);
    }

    @Override
    public Optional<String> document(Object event) {
        return event instanceof StockEvent happened ? Optional.of(happened.sku().value()) : Optional.empty();
    }

    @Override
    public StockLine fold(StockLine before, long position, Object event) {
        return fold(before, (StockEvent) event);
    }

    @Override
    public ViewCollection<StockLine> views() {
        return lines;
    }

    static StockLine fold(StockLine before, StockEvent event) {
        StockLine line = before == null ? new StockLine(event.sku().value(), 0, 0, 0, 0, 0) : before;
        return switch (event) {
            case StockReceived e -> moved(line, e.units(), 0, 0, 0, 0);
            case StockAllocated e ->
                moved(line, -sum(e.units().values()), sum(e.units().values()), 0, 0, 0);
            case StockToppedUp e ->
                moved(line, -sum(e.units().values()), sum(e.units().values()), 0, 0, 0);
            case StockClaimed e -> {
                int sold = e.answers().stream()
                        .filter(Answer::granted)
                        .mapToInt(Answer::units)
                        .sum();
                int refused =
                        (int) e.answers().stream().filter(a -> !a.granted()).count();
                yield moved(line, 0, -sold, sold, 0, refused);
            }
            case StockReturned e ->
                moved(
                        line,
                        sum(e.units().values()),
                        -sum(e.units().values()),
                        0,
                        sum(e.units().values()),
                        0);
            case StockReleased e ->
                moved(
                        line,
                        sum(e.units().values()),
                        -sum(e.units().values()),
                        0,
                        sum(e.units().values()),
                        0);
        };
    }

    private static StockLine moved(StockLine l, int free, int allocated, int sold, int released, int refused) {
        return new StockLine(
                l.sku(),
                l.free() + free,
                l.allocated() + allocated,
                l.sold() + sold,
                l.released() + released,
                l.refused() + refused);
    }

    private static int sum(Collection<Integer> units) {
        return units.stream().mapToInt(Integer::intValue).sum();
    }
}
