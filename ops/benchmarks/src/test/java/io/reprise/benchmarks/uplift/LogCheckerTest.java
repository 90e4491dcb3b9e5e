package io.reprise.benchmarks.uplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.benchmarks.uplift.LogChecker.Breach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A small clean log, and every violation planted in it once. */
class LogCheckerTest {

    private static final String RECEIVED = line(
            "stock.received", "'sku':'A','warehouse':'LON','units':10,'receiptId':'r','at':'2026-11-11T00:00:00Z'");
    private static final String PLAN = line(
            "campaign.drafted",
            "'plan':{'pushWaves':1,'extraPushWaves':1,'holdOutBps':0,'discountBudgetCents':700,'steering':{'stockBudgetCents':4400},"
                    + "'guardrails':{'discountBpsMax':4000,'marginBpsMin':1000,'priceChangesPerHourMax':1,"
                    + "'cooldownMinutes':90},'items':[{'sku':'A','regularPriceCents':1000,'unitCostCents':500,"
                    + "'discountBps':2000}]}");
    private static final String SCHEDULE = line(
            "campaign.decision-taken",
            "'decision':{'outcome':{'kind':'schedule','pushWaves':['2026-11-11T10:00:00Z']}}");
    private static final String ALLOCATED = allocated("sale", 8);
    private static final String CLAIMED = claimed("c1", 3);
    private static final String SIGNALS = order(3, 800);
    private static final String APPLIED = applied("2026-11-11T12:00:00Z", 2000, 1500, true);
    private static final String RELEASED = released(5);

    private static final List<String> CLEAN =
            List.of(RECEIVED, PLAN, SCHEDULE, ALLOCATED, CLAIMED, SIGNALS, APPLIED, RELEASED);

    private static String line(String name, String payload) {
        return ("{'name':'" + name + "','payload':{" + payload + "}}").replace('\'', '"');
    }

    private static String allocated(String campaign, int units) {
        return line("stock.allocated", "'sku':'A','campaign':'" + campaign + "','units':{'LON':" + units + "}");
    }

    private static String toppedUp(int units) {
        return line("stock.topped-up", "'sku':'A','campaign':'sale','moveId':'m','units':{'LON':" + units + "}");
    }

    private static String inventory(int units) {
        return line(
                "campaign.decision-taken",
                "'decision':{'outcome':{'kind':'inventory','items':[{'sku':'A','allocated':{'LON':" + units + "}}]}}");
    }

    private static String claimed(String id, int units) {
        return line(
                "stock.claimed",
                "'sku':'A','campaign':'sale','answers':[{'claimId':'" + id + "','units':" + units
                        + ",'granted':true}]");
    }

    private static String released(int units) {
        return line("stock.released", "'sku':'A','campaign':'sale','units':{'LON':" + units + "}");
    }

    private static String order(int units, int cents) {
        return line(
                "audience.signals-received",
                "'campaign':'sale','holdOutBps':0,'signals':[{'action':'ORDER','shopper':'s','sku':'A','units':" + units
                        + ",'priceCents':" + cents + ",'at':'2026-11-11T11:00:00Z'}]");
    }

    private static String applied(String at, int from, int to, boolean push) {
        return line(
                "campaign.adjustment-applied",
                "'at':'" + at + "','priceChanges':[{'sku':'A','fromBps':" + from + ",'toBps':" + to + "}],'push':"
                        + push);
    }

    /** The clean log with some lines after the one at this index. */
    private static List<String> with(int after, String... planted) {
        List<String> lines = new ArrayList<>(CLEAN);
        lines.addAll(after + 1, Arrays.asList(planted));
        return lines;
    }

    private static List<String> instead(int at, String planted) {
        List<String> lines = new ArrayList<>(CLEAN);
        lines.set(at, planted);
        return lines;
    }

    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of(StockLedger.PROMISED_TWICE, with(3, allocated("other", 3))),
                Arguments.of(StockLedger.PROMISED_TWICE, with(3, toppedUp(1), toppedUp(1))),
                Arguments.of(StockLedger.PROMISED_TWICE, with(3, toppedUp(3))),
                Arguments.of(SaleLedger.STOCK_BUDGET, with(2, inventory(8), toppedUp(1))),
                Arguments.of(LogChecker.UNKNOWN, with(3, line("stock.vanished", "'sku':'A'"))),
                Arguments.of(StockLedger.OVERSOLD, with(4, claimed("c2", 6))),
                Arguments.of(StockLedger.OVERSOLD, with(4, claimed("c1", 1))),
                Arguments.of(StockLedger.GIVEN_BACK_TOO_MUCH, instead(7, released(6))),
                Arguments.of(
                        StockLedger.BOUGHT_WITHOUT_STOCK, with(5, order(1, 800).replace("'s'", "'t'"))),
                Arguments.of(SaleLedger.DISCOUNT_CAP, instead(6, applied("2026-11-11T12:00:00Z", 2000, 4001, false))),
                Arguments.of(
                        SaleLedger.MARGIN_FLOOR,
                        instead(1, PLAN.replace("\"unitCostCents\":500", "\"unitCostCents\":721"))),
                Arguments.of(SaleLedger.CHANGES_AN_HOUR, with(6, applied("2026-11-11T12:59:59Z", 1500, 2000, false))),
                Arguments.of(SaleLedger.COOL_DOWN, with(6, applied("2026-11-11T13:29:00Z", 1500, 2000, false))),
                Arguments.of(SaleLedger.WRONG_FROM, instead(6, applied("2026-11-11T12:00:00Z", 1900, 1500, false))),
                Arguments.of(
                        SaleLedger.BUDGET,
                        instead(1, PLAN.replace("\"discountBudgetCents\":700", "\"discountBudgetCents\":599"))),
                Arguments.of(SaleLedger.STOCK_BUDGET, with(2, inventory(9))),
                Arguments.of(
                        SaleLedger.DISCOUNT_CAP,
                        with(
                                2,
                                line(
                                        "campaign.decision-taken",
                                        "'decision':{'outcome':{'kind':'assortment','items':[{'sku':'A',"
                                                + "'discountBps':4500}]}}"))),
                Arguments.of(SaleLedger.PRICE, instead(5, order(3, 799))),
                Arguments.of(SaleLedger.PRICE, with(6, order(1, 800))),
                Arguments.of(SaleLedger.PUSHES, with(6, applied("2026-11-11T14:00:00Z", 1500, 2000, true))),
                Arguments.of(
                        SaleLedger.PUSHES,
                        instead(2, SCHEDULE.replace("[\"2026", "[\"2026-11-11T09:00:00Z\",\"2026"))));
    }

    @Test
    void aCleanLogHasNone() {
        assertThat(LogChecker.check(CLEAN)).isEmpty();
        assertThat(LogChecker.check(with(6, applied("2026-11-11T13:30:00Z", 1500, 2000, false))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void aPlantedViolationIsFound(String rule, List<String> lines) {
        assertThat(LogChecker.check(lines)).extracting(Breach::rule).contains(rule);
    }
}
