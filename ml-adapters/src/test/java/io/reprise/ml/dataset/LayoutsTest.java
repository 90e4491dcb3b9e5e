package io.reprise.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutsTest {

    @TempDir
    private Path home;

    private ImportTrial.Outcome read(String text) throws IOException {
        return new ImportTrial(home).of(text);
    }

    @Test
    void taobaoHasNoHeaderAndSeconds() throws IOException {
        ImportTrial.Outcome outcome = read("1,2268318,2520377,pv,1511544070\n1,2333346,2520771,buy,1511561733\n");
        assertThat(outcome.report().layout()).isEqualTo("taobao");
        ShopperAction first = outcome.actions().getFirst();
        assertThat(first.shopperKey()).isEqualTo(ImportTrial.pseudonym("1"));
        assertThat(first.item()).isEqualTo("2268318");
        assertThat(first.category()).isEqualTo("2520377");
        assertThat(first.at()).isEqualTo(Instant.parse("2017-11-24T17:21:10Z"));
        assertThat(outcome.actions()).extracting(ShopperAction::action).containsExactly(Action.VIEW, Action.BUY);
    }

    @Test
    void taobaoMayHaveAHeader() throws IOException {
        assertThat(read("user_id,item_id,category_id,behavior_type,timestamp\n1,2,3,fav,1511544070\n")
                        .actions())
                .extracting(ShopperAction::action)
                .containsExactly(Action.FAVOURITE);
    }

    @Test
    void tianchiHasNumbersForBehavioursAndWholeHoursInShanghai() throws IOException {
        ImportTrial.Outcome outcome = read("user_id,item_id,behavior_type,user_geohash,item_category,time\n"
                + "98047837,232431562,4,94ek6ke,4245,2014-12-06 02\n");
        assertThat(outcome.report().layout()).isEqualTo("tianchi");
        assertThat(outcome.actions().getFirst().at()).isEqualTo(Instant.parse("2014-12-05T18:00:00Z"));
        assertThat(outcome.actions().getFirst().action()).isEqualTo(Action.BUY);
        assertThat(outcome.report().files().getFirst().unusedColumns()).containsExactly("user_geohash");
    }

    @Test
    void jdataShoppersThatBecameDecimalsAreWholeNumbers() throws IOException {
        ImportTrial.Outcome outcome = read("user_id,sku_id,time,model_id,type,cate,brand\n"
                + "266079.0,138778,2016-01-31 23:59:02,,1,8,403\n"
                + "266079,138778,2016-01-31 23:59:03,,4,8,403\n"
                + "266079,138778,2016-01-31 23:59:04,,3,8,403\n");
        assertThat(outcome.report().layout()).isEqualTo("jdata");
        assertThat(outcome.report().shoppers()).isEqualTo(1);
        assertThat(outcome.actions().getFirst().shopperKey()).isEqualTo(ImportTrial.pseudonym("266079"));
        assertThat(outcome.actions())
                .extracting(ShopperAction::action)
                .containsExactly(Action.VIEW, Action.BUY, Action.UNCART);
    }

    @Test
    void retailRocketCountsMilliseconds() throws IOException {
        ImportTrial.Outcome outcome = read("timestamp,visitorid,event,itemid,transactionid\n"
                + "1433221332117,257597,view,355908,\n1433222276276,257597,transaction,356475,4000\n");
        assertThat(outcome.report().layout()).isEqualTo("retailrocket");
        assertThat(outcome.actions().getFirst().at()).isEqualTo(Instant.parse("2015-06-02T05:02:12.117Z"));
        assertThat(outcome.actions().getLast().order()).isEqualTo("4000");
    }

    @Test
    void onlineRetailKnowsReturnsAndShoppersWhoAreUnknown() throws IOException {
        ImportTrial.Outcome outcome =
                read("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                        + "536365,85123A,\"HEART, WHITE\",6,2011-07-01 08:26:00,2.55,17850.0,United Kingdom\n"
                        + "C536366,85123A,HEART,-2,2011-07-01 09:00:00,2.55,,United Kingdom\n");
        assertThat(outcome.report().layout()).isEqualTo("online-retail");
        assertThat(outcome.report().anonymous()).isEqualTo(1);
        ShopperAction back = outcome.actions().getFirst();
        assertThat(back.action()).isEqualTo(Action.RETURN);
        assertThat(back.units()).isEqualTo(2);
        ShopperAction sale = outcome.actions().getLast();
        assertThat(sale.shopperKey()).isEqualTo(ImportTrial.pseudonym("17850"));
        assertThat(sale.priceCents()).isEqualTo(OptionalLong.of(255));
        assertThat(sale.at()).isEqualTo(Instant.parse("2011-07-01T07:26:00Z"));
    }

    @Test
    void olistTablesAreJoinedAndWhatHasNoOrderIsSetAside() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        trial.file(
                "olist/orders.csv",
                "\"order_id\",\"customer_id\",\"order_status\",\"order_purchase_timestamp\"\n"
                        + "\"o1\",\"c1\",\"delivered\",\"2017-10-02 10:56:33\"\n"
                        + "\"o2\",\"c2\",\"canceled\",\"2017-10-03 10:56:33\"\n"
                        + "\"o2\",\"c9\",\"delivered\",\"2017-10-03 10:56:33\"\n");
        trial.file(
                "olist/items.csv",
                "\"order_id\",\"order_item_id\",\"product_id\",\"seller_id\",\"shipping_limit_date\",\"price\",\"freight_value\"\n"
                        + "\"o1\",1,\"p1\",\"s\",\"2017-10-06 11:07:15\",29.99,8.72\n"
                        + "\"o1\",2,\"p1\",\"s\",\"2017-10-06 11:07:15\",29.99,8.72\n"
                        + "\"o2\",1,\"p2\",\"s\",\"2017-10-06 11:07:15\",5.00,8.72\n"
                        + "\"o3\",1,\"p2\",\"s\",\"2017-10-06 11:07:15\",5.00,8.72\n");
        trial.file("olist/customers.csv", "customer_id,customer_unique_id,customer_city\nc1,u1,x\nc2,u1,x\n");
        trial.file("olist/products.csv", "product_id,product_category_name\np1,perfumaria\n");
        trial.file("olist/notes.txt", "nothing;of;this\n");
        ImportTrial.Outcome outcome = trial.of(home.resolve("olist"));
        assertThat(outcome.report().layout()).isEqualTo("olist");
        assertThat(outcome.report().rows()).isEqualTo(4);
        assertThat(outcome.report().imported()).isEqualTo(3);
        assertThat(outcome.actions())
                .allMatch(a -> a.shopperKey().equals(ImportTrial.pseudonym("u1")))
                .extracting(ShopperAction::category)
                .containsExactly("perfumaria", "perfumaria", "");
        assertThat(outcome.actions().getLast().action()).isEqualTo(Action.RETURN);
        assertThat(outcome.quarantine())
                .contains("items.csv,5,order_id,no-match,is not in the orders.csv file")
                .contains("orders.csv,4,order_id,key-twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "gzip"})
    void parquetIsRead(String codec) throws IOException {
        ImportTrial trial = new ImportTrial(home);
        Path file;
        try (InputStream in = LayoutsTest.class.getResourceAsStream("actions-" + codec + ".parquet")) {
            file = trial.file("actions.parquet", in.readAllBytes());
        }
        ImportTrial.Outcome outcome = trial.of(file);
        assertThat(outcome.report().layout()).isEqualTo("reprise");
        assertThat(outcome.report().imported()).isEqualTo(3);
        assertThat(outcome.quarantine()).contains("actions.parquet,4,shopper,missing");
        ShopperAction sale = outcome.actions().stream()
                .filter(a -> a.action() == Action.BUY)
                .findFirst()
                .orElseThrow();
        assertThat(sale.at()).isEqualTo(Instant.parse("2024-11-11T08:05:00Z"));
        assertThat(sale.priceCents()).isEqualTo(OptionalLong.of(1999));
        assertThat(sale.units()).isEqualTo(2);
    }

    @Test
    void ownLayoutIsReadAsCsvAndAsNdjson() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        ImportTrial.Outcome csv = trial.of("shopper,item,action,at,category,priceCents,units,order\n"
                + "ada,sku-1,buy,2024-11-11T08:05:00+08:00,lamps & shades,1999,2,o-1\n");
        ImportTrial.Outcome json = trial.of(
                trial.file(
                        "data.ndjson",
                        "{\"shopper\":\"ada\",\"item\":\"sku-1\",\"action\":\"buy\",\"at\":\"2024-11-11T00:05:00Z\","
                                + "\"category\":\"lamps & shades\",\"priceCents\":1999,\"units\":2,\"order\":\"o-1\",\"more\":1}\n"));
        assertThat(json.actions()).isEqualTo(csv.actions()).hasSize(1);
        assertThat(json.actions().getFirst().category()).isEqualTo("lamps & shades");
    }

    @Test
    void gzipIsToldByItsBytesAndNotByItsName() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        Path file = trial.file("data.csv", ImportTrial.gzip("1,2,3,pv,1511544070\n".getBytes()));
        assertThat(trial.of(file).report().imported()).isEqualTo(1);
    }

    @Test
    void whatIsInNoLayoutIsRefusedWithTheNearestAndItsColumn() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        assertThat(trial.refusal(trial.file("a.csv", "user_id,sku_id,time,type,category\n1,2,3,4,5\n")))
                .contains("Nearest is jdata: column 'cate' is missing");
        assertThat(trial.refusal(trial.file("b.csv", "a,b\n1,2\n"))).contains("no layout that is known");
        assertThat(trial.refusal(trial.file("c.csv", "user_id;item_id;x\n1;2;3\n")))
                .contains("--separator");
        assertThat(trial.refusal(trial.file("d.csv", "1,2,3\n4,5,6\n"))).contains("has no header");
        assertThat(trial.refusal(trial.file("e.csv", ""))).contains("holds no rows");
        assertThat(trial.refusal(home.resolve("nowhere.csv"))).contains("no file that can be read");
    }

    @Test
    void aHeaderThatFitsTwoLayoutsHasToBeChosenFrom() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        Path both = trial.file(
                "both.csv",
                "user_id,item_id,category_id,behavior_type,timestamp,item_category,time\n1,2,3,pv,1511544070,3,2014-12-06 02\n");
        assertThat(trial.refusal(both)).contains("choose with --layout one of [taobao, tianchi]");
        assertThat(trial.of(both, ImportOptions.DEFAULT.with(Layout.TAOBAO))
                        .report()
                        .imported())
                .isEqualTo(1);
    }

    @Test
    void aChosenLayoutThatDoesNotFitNamesTheMissingColumn() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        Path file = trial.file("a.csv", "timestamp,visitorid,event,itemid\n1433221332117,1,view,2\n");
        assertThat(trial.refusal(file, ImportOptions.DEFAULT.with(Layout.JDATA)))
                .contains("column 'user_id' is missing from a.csv");
    }

    @Test
    void aFolderOfSeveralLayoutsIsRefusedAndOfOneIsReadAsOne() throws IOException {
        ImportTrial trial = new ImportTrial(home);
        trial.file("one/a.csv", "1,2,3,pv,1511544070\n");
        trial.file("one/b.csv", "1,2,3,pv,1511544070\n1,2,3,pv,1511544071\n");
        ImportTrial.Outcome outcome = trial.of(home.resolve("one"));
        assertThat(outcome.report().rows()).isEqualTo(3);
        assertThat(outcome.report().duplicates()).isEqualTo(1);
        assertThat(outcome.duplicates()).contains("b.csv,1,a.csv,1");
        trial.file("one/c.csv", "timestamp,visitorid,event,itemid\n1433221332117,1,view,2\n");
        assertThat(trial.refusal(home.resolve("one"))).contains("mixes layouts");
    }
}
