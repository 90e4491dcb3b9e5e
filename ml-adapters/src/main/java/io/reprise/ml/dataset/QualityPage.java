package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.Flaw;
import io.reprise.ml.dataset.source.Reason;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The quality report as one HTML page: no scripts, nothing loaded from elsewhere, both languages in it (style sheets alone
 * change between them).
 */
final class QualityPage {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);
    private static final int BARS_MAX = 120;
    private static final int REASONS_SHOWN = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final String STYLE = """
            :root{--ink:#182433;--soft:#5b6778;--line:#dfe4ea;--ground:#f5f7fa;--blue:#066fd1;--red:#b92d2d}
            *{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);
            font:15px/1.5 system-ui,"Segoe UI","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
            main{max-width:1080px;margin:0 auto;padding:24px}
            h1{font-size:26px;margin:0}h2{font-size:17px;margin:0 0 10px}p{margin:4px 0;color:var(--soft)}
            .lang{position:absolute;opacity:0}.tabs{float:right;display:flex;gap:4px}
            .tabs label{padding:4px 12px;border:1px solid var(--line);border-radius:6px;background:#fff;cursor:pointer}
            .lang:focus-visible~.tabs label{outline:2px solid var(--blue)}
            #zh:checked~.tabs [for=zh],#en:checked~.tabs [for=en]{background:var(--blue);color:#fff}
            #en:checked~section[lang|=zh],#zh:checked~section[lang=en]{display:none}
            .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:18px 0}
            .tile,.card{background:#fff;border:1px solid var(--line);border-radius:8px;padding:14px 16px}
            .tile b{display:block;font-size:24px;font-variant-numeric:tabular-nums}.tile span{color:var(--soft)}
            .tile.bad b{color:var(--red)}.card{margin:0 0 16px;overflow-x:auto}
            table{border-collapse:collapse;width:100%}th{font-weight:600;color:var(--soft);text-align:left}
            td,th{padding:5px 14px 5px 0;border-bottom:1px solid var(--line);vertical-align:top}tr:last-child td{border:0}
            td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td.z{color:#a7b0bb}
            code{font:13px ui-monospace,Menlo,Consolas,monospace}
            .bar{display:inline-block;height:9px;background:var(--red);border-radius:2px;vertical-align:middle}
            .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:16px;align-items:start}
            svg{width:100%;height:110px;display:block}rect{fill:var(--blue)}
            .axis{display:flex;justify-content:space-between;color:var(--soft);font-size:13px}
            @media print{.tabs{display:none}body{background:#fff}}
            """;

    private final DataQualityReport report;
    private final Locale language;
    private final ResourceBundle words;
    private final StringBuilder html = new StringBuilder();

    private QualityPage(DataQualityReport report, Locale language) {
        this.report = report;
        this.language = language;
        this.words = ResourceBundle.getBundle(
                "io.reprise.ml.dataset.quality",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static String of(DataQualityReport report) {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Reprise: ")
                .append(escaped(report.source()))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head><body><main>\n")
                .append("<input class=\"lang\" type=\"radio\" name=\"l\" id=\"en\" checked>")
                .append("<input class=\"lang\" type=\"radio\" name=\"l\" id=\"zh\">")
                .append("<div class=\"tabs\"><label for=\"en\">English</label><label for=\"zh\">简体中文</label></div>\n");
        LANGUAGES.forEach(language -> page.append(new QualityPage(report, language).section()));
        return page.append("</main></body></html>\n").toString();
    }

    private String section() {
        html.append("<section lang=\"").append(language.toLanguageTag()).append("\">\n");
        html.append("<h1>").append(word("title")).append("</h1>");
        html.append(paragraph("lead", report.source(), report.layout()));
        html.append(paragraph(
                "span",
                time(report.clock().first()),
                time(report.clock().last()),
                report.settings().zone(),
                report.settings().currency()));
        tiles();
        html.append(paragraph(
                "balance",
                number(report.rows()),
                number(report.imported()),
                number(report.quarantined()),
                number(report.duplicates())));
        html.append("<p>&nbsp;</p>");
        days();
        reasons();
        columns();
        html.append("<div class=\"two\">");
        clock();
        actions();
        html.append("</div>");
        spread();
        files();
        card(
                "method",
                paragraph(
                        "method-text",
                        report.settings().zone(),
                        words.getString("unit-" + report.settings().timeUnit()),
                        report.settings().encoding()));
        return html.append("</section>\n").toString();
    }

    private void tiles() {
        html.append("<div class=\"tiles\">");
        tile("rows", report.rows(), false);
        tile("imported", report.imported(), false);
        tile("quarantined", report.quarantined(), report.quarantined() > 0);
        tile("duplicates", report.duplicates(), false);
        tile("shoppers", report.shoppers(), false);
        tile(report.itemsExact() ? "items" : "items-at-least", report.items(), false);
        if (report.anonymous() > 0) {
            tile("anonymous", report.anonymous(), false);
        }
        html.append("</div>\n");
    }

    private void tile(String name, long value, boolean bad) {
        html.append("<div class=\"tile")
                .append(bad ? " bad" : "")
                .append("\"><b>")
                .append(number(value));
        html.append("</b><span>").append(word(name)).append("</span></div>");
    }

    private void days() {
        if (report.days().isEmpty()) {
            return;
        }
        LocalDate from = report.days().firstKey();
        LocalDate to = report.days().lastKey();
        long span = to.toEpochDay() - from.toEpochDay() + 1;
        int bars = (int) Math.min(BARS_MAX, span);
        long[] heights = new long[bars];
        report.days().forEach((day, n) -> heights[(int) ((day.toEpochDay() - from.toEpochDay()) * bars / span)] += n);
        long highest = Arrays.stream(heights).max().orElse(1);
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + bars * 10 + " 100\" preserveAspectRatio=\"none\""
                + " role=\"img\" aria-label=\"" + word("days") + "\">");
        for (int i = 0; i < bars; i++) {
            double height = 100.0 * heights[i] / highest;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%.1f\" width=\"8\" height=\"%.1f\"/>",
                    i * 10 + 1,
                    100 - height,
                    height));
        }
        svg.append("</svg><div class=\"axis\"><span>")
                .append(from)
                .append("</span><span>")
                .append(to)
                .append("</span></div>");
        card("days", svg.toString());
    }

    private void reasons() {
        if (report.reasons().isEmpty()) {
            card("reasons", "<p>" + word("no-reasons") + "</p>");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        long most = report.reasons().getFirst().rows();
        report.reasons().stream()
                .limit(REASONS_SHOWN)
                .forEach(r -> rows.add(List.of(
                        code(r.column()),
                        escaped(new Reason(
                                        Flaw.valueOf(r.code()
                                                .toUpperCase(Locale.ROOT)
                                                .replace('-', '_')),
                                        r.detail())
                                .text(language)),
                        "#" + number(r.rows()),
                        String.format(
                                Locale.ROOT,
                                "<span class=\"bar\" style=\"width:%dpx\"></span> %.3f %%",
                                Math.max(1, 80 * r.rows() / most),
                                100.0 * r.rows() / Math.max(1, report.rows())))));
        String words = report.unknownWords().isEmpty()
                ? ""
                : "<p>" + word("words") + ": " + listed(report.unknownWords()) + ". " + word("words-note") + "</p>";
        card("reasons", table(List.of("column", "reason", "#count", "share"), rows) + words);
    }

    private void columns() {
        List<List<String>> rows = report.columns().stream()
                .map(c -> List.of(
                        code(c.name()),
                        c.required() ? word("required") : "",
                        "#" + number(c.missing()),
                        "#" + number(c.broken()),
                        "#" + number(c.outliers())))
                .toList();
        card("columns", table(List.of("column", "", "#missing", "#broken", "#outliers"), rows));
    }

    private void clock() {
        card(
                "clock",
                table(
                        List.of("value", "#count"),
                        List.of(
                                List.of(
                                        word("clock-wrong"),
                                        "#" + number(report.clock().wrong())),
                                List.of(
                                        word("clock-back"),
                                        "#" + number(report.clock().stepsBack())),
                                List.of(
                                        word("clock-far"),
                                        "#" + number(report.clock().outsideMost())))));
    }

    private void actions() {
        List<List<String>> rows = report.actions().entrySet().stream()
                .map(a -> List.of(code(a.getKey()), "#" + number(a.getValue())))
                .toList();
        card("actions", table(List.of("value", "#count"), rows));
    }

    private void spread() {
        SortedMap<String, DataQualityReport.Spread> spreads = new TreeMap<>();
        report.units().ifPresent(s -> spreads.put("units", s));
        report.priceCents().ifPresent(s -> spreads.put("price", s));
        report.actionsPerShopper().ifPresent(s -> spreads.put("per-shopper", s));
        List<List<String>> rows = new ArrayList<>();
        spreads.forEach((name, s) -> rows.add(List.of(
                word(name),
                "#" + number(s.min()),
                "#" + number(Math.round(s.median())),
                "#" + number(Math.round(s.limit())),
                "#" + number(s.max()),
                "#" + number(s.above()))));
        card("spread", table(List.of("value", "#min", "#median", "#limit", "#max", "#above"), rows));
    }

    private void files() {
        List<List<String>> rows = report.files().stream()
                .map(f -> List.of(
                        code(f.file()),
                        "#" + number(f.rows()),
                        "#" + number(f.lookups()),
                        "#" + number(f.blankLines()),
                        escaped(String.join(", ", f.unusedColumns()))))
                .toList();
        card("files", table(List.of("file", "#count", "#lookups", "#blank", "unused"), rows));
    }

    private void card(String title, String content) {
        html.append("<div class=\"card\"><h2>").append(word(title)).append("</h2>");
        html.append(content).append("</div>\n");
    }

    /** Cells and headers that begin with # are numbers. */
    private String table(List<String> headers, List<List<String>> rows) {
        StringBuilder table = new StringBuilder("<table><tr>");
        for (String header : headers) {
            boolean numbers = header.startsWith("#");
            String name = numbers ? header.substring(1) : header;
            table.append(numbers ? "<th class=\"n\">" : "<th>")
                    .append(name.isEmpty() ? "" : word(name))
                    .append("</th>");
        }
        table.append("</tr>");
        for (List<String> row : rows) {
            table.append("<tr>");
            for (String cell : row) {
                String kind = cell.equals("#0") ? " class=\"n z\"" : cell.startsWith("#") ? " class=\"n\"" : "";
                table.append("<td").append(kind).append('>');
                table.append(cell.startsWith("#") ? cell.substring(1) : cell).append("</td>");
            }
            table.append("</tr>");
        }
        return table.append("</table>").toString();
    }

    private String paragraph(String key, Object... values) {
        Object[] texts =
                Arrays.stream(values).map(v -> escaped(String.valueOf(v))).toArray();
        return "<p>" + new MessageFormat(words.getString(key), Locale.ROOT).format(texts) + "</p>";
    }

    private String word(String key) {
        return escaped(words.getString(key));
    }

    private static String listed(SortedMap<String, Long> counts) {
        return counts.entrySet().stream()
                .map(e -> code(e.getKey()) + " " + number(e.getValue()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private String time(Optional<Instant> at) {
        return at.map(a -> TIME.format(a.atZone(ZoneId.of(report.settings().zone()))))
                .orElse("–");
    }

    private static String code(String text) {
        return "<code>" + escaped(text) + "</code>";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
