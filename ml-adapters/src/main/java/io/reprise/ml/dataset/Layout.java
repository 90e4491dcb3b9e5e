package io.reprise.ml.dataset;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Layouts of past behaviour and sales that people have, each as published by its source. */
public enum Layout {

    /** Tianchi "User Behavior Data from Taobao": five columns without a header, times in seconds. */
    TAOBAO(
            "Asia/Shanghai",
            "CNY",
            needs("user_id", "userid"),
            needs("item_id", "itemid"),
            needs("category_id", "categoryid"),
            needs("behavior_type", "behavior", "behaviour", "behaviortype"),
            needs("timestamp", "ts")) {
        @Override
        ShopperAction read(Cells cells) throws BrokenCell {
            return new ShopperAction(
                    cells.shopper("user_id"),
                    cells.item("item_id"),
                    cells.category("category_id"),
                    cells.action("behavior_type", TAOBAO_ACTIONS),
                    cells.epoch("timestamp"),
                    OptionalLong.empty(),
                    1,
                    "");
        }
    },

    /** Tianchi mobile recommendation 2014: behaviours are numbers, times are whole hours. */
    TIANCHI(
            "Asia/Shanghai",
            "CNY",
            needs("user_id"),
            needs("item_id"),
            needs("behavior_type"),
            needs("item_category"),
            needs("time")) {
        @Override
        ShopperAction read(Cells cells) throws BrokenCell {
            return new ShopperAction(
                    cells.shopper("user_id"),
                    cells.item("item_id"),
                    cells.category("item_category"),
                    cells.action("behavior_type", TIANCHI_ACTIONS),
                    cells.local("time", HOUR, "2014-12-06 02"),
                    OptionalLong.empty(),
                    1,
                    "");
        }
    },

    /** JD "JData" action files; model_id and brand are read for duplicates only. */
    JDATA(
            "Asia/Shanghai",
            "CNY",
            needs("user_id"),
            needs("sku_id"),
            needs("time"),
            needs("type"),
            needs("cate"),
            may("model_id"),
            may("brand")) {
        @Override
        ShopperAction read(Cells cells) throws BrokenCell {
            return new ShopperAction(
                    cells.shopper("user_id"),
                    cells.item("sku_id"),
                    cells.category("cate"),
                    cells.action("type", JDATA_ACTIONS),
                    cells.local("time", SECOND, "2016-02-01 00:00:04"),
                    OptionalLong.empty(),
                    1,
                    "");
        }
    },

    /** RetailRocket {@code events.csv}: times in milliseconds. */
    RETAILROCKET(
            "UTC",
            Layout.NO_CURRENCY,
            needs("timestamp"),
            needs("visitorid"),
            needs("event"),
            needs("itemid"),
            may("transactionid")) {
        @Override
        ShopperAction read(Cells cells) throws BrokenCell {
            return new ShopperAction(
                    cells.shopper("visitorid"),
                    cells.item("itemid"),
                    "",
                    cells.action("event", RETAILROCKET_ACTIONS),
                    cells.epoch("timestamp"),
                    OptionalLong.empty(),
                    1,
                    cells.idIfKnown("transactionid"));
        }
    },

    /** UCI "Online Retail" and "Online Retail II": invoice lines; an invoice that begins with C takes lines back. */
    ONLINE_RETAIL(
            "Europe/London",
            "GBP",
            needs("InvoiceNo", "invoice"),
            needs("StockCode"),
            needs("Quantity"),
            needs("InvoiceDate"),
            needs("UnitPrice", "price"),
            needs("CustomerID", "customer id"),
            may("Description"),
            may("Country")) {
        @Override
        ShopperAction read(Cells cells) throws BrokenCell {
            String invoice = cells.item("InvoiceNo");
            boolean back = invoice.startsWith("C");
            return new ShopperAction(
                    cells.shopperIfKnown("CustomerID"),
                    cells.item("StockCode"),
                    "",
                    back ? Action.RETURN : Action.BUY,
                    cells.local("InvoiceDate", SECOND, "2010-12-01 08:26:00"),
                    cells.price("UnitPrice"),
                    back ? cells.unitsTakenBack("Quantity") : cells.units("Quantity"),
                    invoice);
        }
    },

    /** Olist's tables, joined by {@code OlistRows}: one row an order item. */
    OLIST(
            "America/Sao_Paulo",
            "BRL",
            needs("order_id"),
            needs("order_item_id"),
            needs("product_id"),
            needs("price"),
            needs("order_status"),
            needs("order_purchase_timestamp"),
            needs("customer"),
            may("product_category_name")) {
        @Override
        ShopperAction read(Cells cells) throws BrokenCell {
            String status = cells.text("order_status");
            boolean back = status.equals("canceled") || status.equals("unavailable");
            return new ShopperAction(
                    cells.shopper("customer"),
                    cells.item("product_id"),
                    cells.category("product_category_name"),
                    back ? Action.RETURN : Action.BUY,
                    cells.local("order_purchase_timestamp", SECOND, "2017-10-02 10:56:33"),
                    cells.price("price"),
                    1,
                    cells.item("order_id"));
        }
    },

    /** Reprise's own: as CSV, as NDJSON and as Parquet. See ops/docs/import.md. */
    REPRISE(
            "UTC",
            Layout.NO_CURRENCY,
            needs("shopper"),
            needs("item"),
            needs("action"),
            needs("at"),
            may("category"),
            may("priceCents"),
            may("units"),
            may("order")) {
        @Override
        ShopperAction read(Cells cells) throws BrokenCell {
            Action action = cells.action("action", REPRISE_ACTIONS);
            boolean line = action == Action.BUY || action == Action.RETURN;
            return new ShopperAction(
                    line ? cells.shopperIfKnown("shopper") : cells.shopper("shopper"),
                    cells.item("item"),
                    cells.category("category"),
                    action,
                    cells.isoOrEpoch("at"),
                    cells.centsIfKnown("priceCents"),
                    cells.unitsOrOne("units"),
                    cells.idIfKnown("order"));
        }
    };

    private static final Map<String, Action> TAOBAO_ACTIONS =
            words(List.of("pv", "fav", "cart", "buy"), List.of(Action.VIEW, Action.FAVOURITE, Action.CART, Action.BUY));
    private static final Map<String, Action> TIANCHI_ACTIONS =
            words(List.of("1", "2", "3", "4"), List.of(Action.VIEW, Action.FAVOURITE, Action.CART, Action.BUY));
    private static final Map<String, Action> JDATA_ACTIONS = words(
            List.of("1", "2", "3", "4", "5", "6"),
            List.of(Action.VIEW, Action.CART, Action.UNCART, Action.BUY, Action.FAVOURITE, Action.VIEW));
    private static final Map<String, Action> RETAILROCKET_ACTIONS =
            words(List.of("view", "addtocart", "transaction"), List.of(Action.VIEW, Action.CART, Action.BUY));
    private static final Map<String, Action> REPRISE_ACTIONS =
            words(Arrays.stream(Action.values()).map(Action::word).toList(), List.of(Action.values()));
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd HH");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** @param names the first is what reports call it, the others are what people also write */
    record Column(boolean required, List<String> names) {
        String name() {
            return names.getFirst();
        }
    }

    /** ISO 4217 for none. */
    private static final String NO_CURRENCY = "XXX";

    private final ZoneId zone;
    private final String currency;
    private final List<Column> columns;

    Layout(String zone, String currency, Column... columns) {
        this.zone = zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone);
        this.currency = currency;
        this.columns = List.of(columns);
    }

    private static Column needs(String... names) {
        return new Column(true, List.of(names));
    }

    private static Column may(String... names) {
        return new Column(false, List.of(names));
    }

    private static Map<String, Action> words(List<String> words, List<Action> actions) {
        Map<String, Action> map = new LinkedHashMap<>();
        IntStream.range(0, words.size()).forEach(i -> map.put(words.get(i), actions.get(i)));
        return map;
    }

    /** Reads the row that the cells stand on. */
    abstract ShopperAction read(Cells cells) throws BrokenCell;

    /** The word on command lines. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where the source's clocks hang, where its times do not say so. */
    public ZoneId zone() {
        return zone;
    }

    /** ISO 4217; {@value NO_CURRENCY} where the source has no prices or does not tell. */
    public String currency() {
        return currency;
    }

    /** The column that names a person. */
    String shopperColumn() {
        return switch (this) {
            case TAOBAO, TIANCHI, JDATA -> "user_id";
            case RETAILROCKET -> "visitorid";
            case ONLINE_RETAIL -> "CustomerID";
            case OLIST -> "customer";
            case REPRISE -> "shopper";
        };
    }

    /** The column whose words say what was done, where there is one. */
    Optional<String> actionColumn() {
        return switch (this) {
            case TAOBAO, TIANCHI -> Optional.of("behavior_type");
            case JDATA -> Optional.of("type");
            case RETAILROCKET -> Optional.of("event");
            case REPRISE -> Optional.of("action");
            case ONLINE_RETAIL, OLIST -> Optional.empty();
        };
    }

    /** The column of times. */
    String timeColumn() {
        return switch (this) {
            case TAOBAO, RETAILROCKET -> "timestamp";
            case TIANCHI, JDATA -> "time";
            case ONLINE_RETAIL -> "InvoiceDate";
            case OLIST -> "order_purchase_timestamp";
            case REPRISE -> "at";
        };
    }

    Optional<String> unitsColumn() {
        return switch (this) {
            case ONLINE_RETAIL -> Optional.of("Quantity");
            case REPRISE -> Optional.of("units");
            case TAOBAO, TIANCHI, JDATA, RETAILROCKET, OLIST -> Optional.empty();
        };
    }

    Optional<String> priceColumn() {
        return switch (this) {
            case ONLINE_RETAIL -> Optional.of("UnitPrice");
            case OLIST -> Optional.of("price");
            case REPRISE -> Optional.of("priceCents");
            case TAOBAO, TIANCHI, JDATA, RETAILROCKET -> Optional.empty();
        };
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    List<String> requiredNames() {
        return columns.stream().filter(Column::required).map(Column::name).toList();
    }

    /** Where each of the layout's columns stands in a header; what is not there is left out. */
    Map<String, Integer> positions(List<String> header) {
        List<String> plain =
                header.stream().map(h -> h.strip().toLowerCase(Locale.ROOT)).toList();
        Map<String, Integer> positions = new LinkedHashMap<>();
        for (Column column : columns) {
            column.names().stream()
                    .mapToInt(name -> plain.indexOf(name.toLowerCase(Locale.ROOT)))
                    .filter(at -> at >= 0)
                    .findFirst()
                    .ifPresent(at -> positions.put(column.name(), at));
        }
        return positions;
    }

    /** Required columns that a header lacks. */
    List<String> missing(List<String> header) {
        List<String> missing = new ArrayList<>(requiredNames());
        missing.removeAll(positions(header).keySet());
        return missing;
    }

    static Optional<Layout> named(String word) {
        return Arrays.stream(values()).filter(l -> l.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Layout::word).toList();
    }
}
