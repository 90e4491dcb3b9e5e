package io.reprise.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.checker.LogChecker.Breach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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
            "'plan':{'pushWaves':1,'extraPushWaves':1,'holdOutBps':0,'discountBudgetCents':700,'steering':{'stockBudgetCents':4400,"
                    + "'blackouts':[{'from':'2026-11-11T23:00:00Z','to':'2026-11-11T23:30:00Z'}],"
                    + "'leeway':{'endLaterHoursMax':2,'endEarlierHoursMax':2,'reserve':['B'],'itemChangesMax':2,"
                    + "'audienceBps':10000,'audienceBpsMin':5000,'groupGapBpsMax':500}},"
                    + "'within':{'from':'2026-11-11T08:00:00Z','to':'2026-11-12T00:00:00Z'},"
                    + "'guardrails':{'discountBpsMax':4000,'marginBpsMin':1000,'priceChangesPerHourMax':1,"
                    + "'cooldownMinutes':90},'items':[{'sku':'A','regularPriceCents':1000,'unitCostCents':500,"
                    + "'discountBps':2000},{'sku':'B','regularPriceCents':1000,'unitCostCents':500,'discountBps':2000}]}");
    private static final String SCHEDULE = line(
            "campaign.decision-taken",
            "'decision':{'outcome':{'kind':'schedule','pushWaves':['2026-11-11T10:00:00Z'],"
                    + "'window':{'from':'2026-11-11T10:00:00Z','to':'2026-11-11T22:00:00Z'}}}");
    private static final String ALLOCATED = allocated("sale", 8);
    private static final String CLAIMED = claimed("c1", 3);
    private static final String SIGNALS = order(3, 800);
    private static final String APPLIED = applied("2026-11-11T12:00:00Z", 2000, 1500, true);
    private static final String RELEASED = released(5);

    private static final List<String> CLEAN =
            List.of(RECEIVED, PLAN, SCHEDULE, ALLOCATED, CLAIMED, SIGNALS, APPLIED, RELEASED);

    private static String line(String name, String payload) {
        String whose = name.startsWith("campaign.") ? "'campaignId':'sale'," : "";
        return ("{'name':'" + name + "','payload':{" + whose + payload + "}}").replace('\'', '"');
    }

    private static String adjustment(int window) {
        return decided("d" + window, "adjustment", "'window':" + window);
    }

    private static String decided(String id, String kind, String inputs) {
        return line(
                "campaign.decision-taken",
                "'decision':{'id':{'value':'" + id + "'},'inputs':{" + inputs + "},'outcome':{'kind':'" + kind + "'}}");
    }

    private static String signals(String... ids) {
        return line(
                "audience.signals-received",
                "'campaign':'sale','holdOutBps':0,'signals':["
                        + Stream.of(ids)
                                .map(id -> "{'id':'" + id + "','action':'VIEW'}")
                                .collect(Collectors.joining(","))
                        + "]");
    }

    /** A line of a log that says where it is. */
    private static String placed(int position, String stream, int sequence) {
        return ("{'position':" + position + ",'id':'e" + position + "','stream':'" + stream + "','sequence':" + sequence
                        + ",'name':'clock.advanced','payload':{}}")
                .replace('\'', '"');
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

    private static String extent(String name, String extent) {
        return line(
                "campaign.adjustment-" + name,
                "'at':'2026-11-11T12:30:00Z','priceChanges':[],'push':false,'extent':{" + extent + "}");
    }

    private static String end(String from, String to) {
        return "'end':{'from':'2026-11-11T" + from + ":00:00Z','to':'2026-11-11T" + to + ":00Z'}";
    }

    private static String returned(int units) {
        return line("stock.returned", "'sku':'A','campaign':'sale','moveId':'b','units':{'LON':" + units + "}");
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
                Arguments.of(StockLedger.GIVEN_BACK_TOO_MUCH, with(4, returned(6))),
                Arguments.of(StockLedger.PROMISED_TWICE, with(4, returned(1), returned(1))),
                Arguments.of(ExtentLedger.END, with(6, extent("applied", end("22", "23:30")))),
                Arguments.of(ExtentLedger.END, with(6, extent("applied", end("22", "19:59")))),
                Arguments.of(ExtentLedger.END, with(6, extent("reverted", end("22", "12:30")))),
                Arguments.of(ExtentLedger.WRONG_FROM, with(6, extent("applied", end("21", "22:00")))),
                Arguments.of(
                        ExtentLedger.OUTSIDE, with(6, order(1, 850).replace("T11:00", "T22:01"), claimed("c3", 1))),
                Arguments.of(ExtentLedger.ITEMS, with(6, extent("applied", "'takenOut':['A'],'putIn':[]"))),
                Arguments.of(
                        ExtentLedger.ITEMS,
                        with(
                                6,
                                extent("applied", "'takenOut':['A'],'putIn':['B']"),
                                extent("applied", "'takenOut':[],'putIn':['A']"))),
                Arguments.of(ExtentLedger.WRONG_FROM, with(6, extent("applied", "'takenOut':['B'],'putIn':[]"))),
                Arguments.of(
                        ExtentLedger.AUDIENCE, with(6, extent("applied", "'audience':{'fromBps':10000,'toBps':4999}"))),
                Arguments.of(
                        ExtentLedger.WRONG_FROM,
                        with(6, extent("applied", "'audience':{'fromBps':9000,'toBps':10000}"))),
                Arguments.of(SaleLedger.PRICE, instead(5, order(3, 800).replace("\"A\"", "\"B\""))),
                Arguments.of(SaleLedger.PRICE, instead(5, order(3, 799))),
                Arguments.of(SaleLedger.PRICE, with(6, order(1, 800).replace("T11:00", "T12:01"), claimed("c4", 1))),
                Arguments.of(OnceLedger.ANSWERED_TWICE, with(4, CLAIMED)),
                Arguments.of(OnceLedger.ANSWERED_TWICE, with(4, claimed("c1", 1).replace("true", "false"))),
                Arguments.of(OnceLedger.SIGNAL_TWICE, with(5, signals("v1", "v2"), signals("v2"))),
                Arguments.of(OnceLedger.RECEIVED_TWICE, with(0, RECEIVED)),
                Arguments.of(OnceLedger.DECIDED_TWICE, with(5, adjustment(1), adjustment(1))),
                Arguments.of(
                        OnceLedger.DECIDED_TWICE,
                        with(5, adjustment(1), adjustment(1).replace("d1", "d2"))),
                Arguments.of(
                        OnceLedger.DECIDED_TWICE,
                        with(2, decided("s1", "portfolio", "'hours':4"), decided("s2", "portfolio", "'hours':4"))),
                Arguments.of(OrderLedger.POSITION, List.of(placed(0, "a", 0), placed(2, "a", 1))),
                Arguments.of(OrderLedger.POSITION, List.of(placed(0, "a", 0), placed(0, "b", 0))),
                Arguments.of(OrderLedger.SEQUENCE, List.of(placed(0, "a", 0), placed(1, "a", 2))),
                Arguments.of(OrderLedger.SEQUENCE, List.of(placed(0, "a", 0), placed(1, "a", 0))),
                Arguments.of(
                        OrderLedger.SAME_ID,
                        List.of(placed(0, "a", 0), placed(1, "a", 1).replace("e1", "e0"))),
                Arguments.of(SaleLedger.PUSHES, with(6, applied("2026-11-11T14:00:00Z", 1500, 2000, true))),
                Arguments.of(
                        SaleLedger.PUSHES,
                        instead(2, SCHEDULE.replace("[\"2026", "[\"2026-11-11T09:00:00Z\",\"2026"))));
    }

    @Test
    void aCleanLogHasNone() {
        assertThat(LogChecker.check(CLEAN)).isEmpty();
        assertThat(LogChecker.check(with(5, adjustment(1), adjustment(2), signals("v1"), signals("v2"))))
                .isEmpty();
        // Bought before the price changed, and told afterwards.
        assertThat(LogChecker.check(List.of(
                        RECEIVED, PLAN, SCHEDULE, ALLOCATED, claimed("c1", 3), APPLIED, order(3, 800), released(5))))
                .isEmpty();
        assertThat(LogChecker.check(with(6, applied("2026-11-11T13:30:00Z", 1500, 2000, false))))
                .isEmpty();
        assertThat(LogChecker.check(with(
                        6,
                        extent("applied", "'audience':{'fromBps':10000,'toBps':5000},'takenOut':[],'putIn':['B']"),
                        extent("applied", end("22", "23:00")),
                        extent("reverted", end("23", "22:00")))))
                .isEmpty();
    }

    private static final List<String> FINISHED = with(7, line("campaign.closed", "'at':'2026-11-11T22:00:00Z'"));
    private static final List<Acknowledged> TOLD = List.of(
            Acknowledged.claim("sale", "c1", true),
            Acknowledged.receipt("A", "r"),
            Acknowledged.event("sale", "campaign.closed"));

    static Stream<Arguments> unfinished() {
        return Stream.of(
                Arguments.of(CourseLedger.NOT_ENDED, CLEAN, List.of()),
                Arguments.of(CourseLedger.ENDED_TWICE, with(7, closed("closed"), closed("stopped")), List.of()),
                Arguments.of(CourseLedger.AFTER_THE_END, with(7, closed("closed"), APPLIED), List.of()),
                Arguments.of(
                        CourseLedger.STOCK_KEPT,
                        List.of(RECEIVED, PLAN, SCHEDULE, ALLOCATED, closed("closed")),
                        List.of()),
                Arguments.of(AcknowledgedLedger.LOST, FINISHED, List.of(Acknowledged.signal("sale", "v1"))),
                Arguments.of(AcknowledgedLedger.LOST, FINISHED, List.of(Acknowledged.claim("sale", "c1", false))),
                Arguments.of(AcknowledgedLedger.LOST, FINISHED, List.of(Acknowledged.receipt("B", "r"))),
                Arguments.of(
                        AcknowledgedLedger.LOST,
                        FINISHED,
                        List.of(Acknowledged.event("sale", "campaign.plan-approved"))));
    }

    private static String closed(String how) {
        return line("campaign." + how, "'at':'2026-11-11T22:00:00Z'");
    }

    @Test
    void aSaleThatCameToItsEndHasNone() {
        assertThat(LogChecker.checkFinished(FINISHED, TOLD)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfinished")
    void whatIsMissingAtTheEndIsFound(String rule, List<String> lines, List<Acknowledged> told) {
        assertThat(LogChecker.checkFinished(lines, told))
                .extracting(Breach::rule)
                .contains(rule);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("planted")
    void aPlantedViolationIsFound(String rule, List<String> lines) {
        assertThat(LogChecker.check(lines)).extracting(Breach::rule).contains(rule);
    }
}
