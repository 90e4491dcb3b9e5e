package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.Flaw;
import io.reprise.ml.dataset.source.RawRow;
import io.reprise.ml.dataset.source.Reason;
import io.reprise.ml.dataset.source.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Order items of Olist joined with their orders and, where the tables are there, customers and products: sort-merge joins
 * on disk, so that no table has to fit in memory. One row an order item, in {@link #COLUMNS}.
 */
final class OlistRows implements Rows {

    static final List<String> COLUMNS = List.of(
            "order_id",
            "order_item_id",
            "product_id",
            "price",
            "product_category_name",
            "order_status",
            "order_purchase_timestamp",
            "customer");

    /** Told of rows that cannot take part in the join. */
    interface Outcasts {
        /** @param lookup whether it is a row of a table that items are joined with */
        void setAside(FoundFile file, boolean lookup, long line, String column, Reason reason, List<String> cells)
                throws IOException;

        /** A row of a table that items are joined with was read. */
        void lookup(FoundFile file);
    }

    private final Map<OlistTable, FoundFile> files;
    private final ImportOptions options;
    private final Path folder;
    private final Outcasts outcasts;
    private final Deque<ExternalSort<JoinRow>> sorts = new ArrayDeque<>();
    private final Iterator<JoinRow> items;
    private final Lookup orders;
    private double progress;

    /** @param files at least items and orders */
    OlistRows(Map<OlistTable, FoundFile> files, ImportOptions options, Path folder, Outcasts outcasts)
            throws IOException {
        this.files = files;
        this.options = options;
        this.folder = folder;
        this.outcasts = outcasts;
        // order_id, customer_id, status, time → by order_id: status, time, customer
        ExternalSort<JoinRow> byOrder = sort();
        addColumn(OlistTable.ORDERS, "customer_id", OlistTable.CUSTOMERS, (row, customer) -> {
            String who = customer.map(c -> c.cells().getLast())
                    .filter(c -> !c.isBlank())
                    .orElse(row.cells().get(1));
            byOrder.add(new JoinRow(
                    row.cells().getFirst(),
                    row.line(),
                    List.of(row.cells().get(2), row.cells().get(3), who)));
        });
        progress = 0.5;
        ExternalSort<JoinRow> itemsByOrder = sort();
        addColumn(OlistTable.ITEMS, "product_id", OlistTable.PRODUCTS, (row, product) -> {
            List<String> cells = new ArrayList<>(row.cells());
            cells.add(product.map(p -> p.cells().getLast()).orElse(""));
            itemsByOrder.add(new JoinRow(cells.getFirst(), row.line(), cells));
        });
        progress = 1;
        this.orders = new Lookup(OlistTable.ORDERS, byOrder.sorted());
        this.items = itemsByOrder.sorted();
    }

    private interface Joined {
        void row(JoinRow row, Optional<JoinRow> match) throws IOException;
    }

    private ExternalSort<JoinRow> sort() throws IOException {
        ExternalSort<JoinRow> sort =
                new ExternalSort<>(folder, JoinRow.ORDER, JoinRow.FORM, JoinRow::bytes, ExternalSort.memory() / 4);
        sorts.add(sort);
        return sort;
    }

    /** Walks a table in the order of one of its columns, with the row of another table that has the same value there. */
    private void addColumn(OlistTable table, String key, OlistTable other, Joined joined) throws IOException {
        try (ExternalSort<JoinRow> left = sort();
                ExternalSort<JoinRow> right = sort()) {
            read(table, key, left);
            if (files.containsKey(other)) {
                read(other, key, right);
            }
            Lookup lookup = new Lookup(other, right.sorted());
            for (Iterator<JoinRow> rows = left.sorted(); rows.hasNext(); ) {
                JoinRow row = rows.next();
                joined.row(row, lookup.find(row.key()));
            }
        }
    }

    private void read(OlistTable table, String key, ExternalSort<JoinRow> into) throws IOException {
        FoundFile file = files.get(table);
        boolean lookup = table != OlistTable.ITEMS;
        List<Integer> positions =
                table.columns().stream().map(file.header()::indexOf).toList();
        int keyAt = file.header().indexOf(key);
        try (Rows rows = file.rows(options)) {
            for (Optional<RawRow> next = rows.next(); next.isPresent(); next = rows.next()) {
                RawRow row = next.get();
                if (lookup) {
                    outcasts.lookup(file);
                }
                if (row.fault().isPresent()) {
                    RawRow.Fault fault = row.fault().get();
                    outcasts.setAside(file, lookup, row.line(), fault.column(), fault.reason(), row.cells());
                } else if (row.cells().size() != file.header().size()) {
                    Reason reason = new Reason(
                            Flaw.CELL_COUNT,
                            row.cells().size() + " ≠ " + file.header().size());
                    outcasts.setAside(file, lookup, row.line(), "line", reason, row.cells());
                } else {
                    List<String> cells =
                            positions.stream().map(row.cells()::get).toList();
                    into.add(new JoinRow(row.cells().get(keyAt), row.line(), cells));
                }
            }
        }
    }

    /** Rows of a table by ascending keys; of rows with one key the first counts. */
    private final class Lookup {
        private final OlistTable table;
        private final Iterator<JoinRow> rows;
        private Optional<JoinRow> current = Optional.empty();

        Lookup(OlistTable table, Iterator<JoinRow> rows) {
            this.table = table;
            this.rows = rows;
        }

        Optional<JoinRow> find(String key) throws IOException {
            while (rows.hasNext()
                    && current.filter(c -> c.key().compareTo(key) >= 0).isEmpty()) {
                advance();
            }
            return current.filter(c -> c.key().equals(key));
        }

        private void advance() throws IOException {
            JoinRow next = rows.next();
            if (current.filter(c -> c.key().equals(next.key())).isPresent()) {
                outcasts.setAside(
                        files.get(table),
                        true,
                        next.line(),
                        table.columns().getFirst(),
                        new Reason(Flaw.KEY_TWICE, files.get(table).name()),
                        next.cells());
            } else {
                current = Optional.of(next);
            }
        }
    }

    @Override
    public Optional<RawRow> next() throws IOException {
        if (!items.hasNext()) {
            return Optional.empty();
        }
        JoinRow item = items.next();
        List<String> cells = item.cells();
        Optional<JoinRow> order = orders.find(item.key());
        if (order.isEmpty()) {
            return Optional.of(new RawRow(
                    item.line(),
                    cells,
                    Optional.of(new RawRow.Fault(
                            "order_id",
                            new Reason(
                                    Flaw.NO_MATCH, files.get(OlistTable.ORDERS).name())))));
        }
        List<String> all =
                Stream.concat(cells.stream(), order.get().cells().stream()).toList();
        return Optional.of(new RawRow(item.line(), all, Optional.empty()));
    }

    @Override
    public double progress() {
        return progress;
    }

    @Override
    public void close() throws IOException {
        for (ExternalSort<JoinRow> sort : sorts) {
            sort.close();
        }
    }
}
