package io.reprise.ml.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tables of the Brazilian E-Commerce data of Olist that an import joins, told by their columns. */
enum OlistTable {
    ITEMS("order_id", "order_item_id", "product_id", "price"),
    ORDERS("order_id", "customer_id", "order_status", "order_purchase_timestamp"),
    CUSTOMERS("customer_id", "customer_unique_id"),
    PRODUCTS("product_id", "product_category_name");

    private final List<String> columns;

    OlistTable(String... columns) {
        this.columns = List.of(columns);
    }

    List<String> columns() {
        return columns;
    }

    static Optional<OlistTable> of(List<String> header) {
        return Arrays.stream(values())
                .filter(table -> header.containsAll(table.columns))
                .findFirst();
    }
}
