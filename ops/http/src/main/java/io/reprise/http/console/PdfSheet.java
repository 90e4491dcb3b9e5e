package io.reprise.http.console;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.openpdf.text.Chunk;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A report as a PDF of a few pages, A4. Where an installation names a font, its glyphs that are used are embedded. Otherwise
 * Latin is set in Helvetica and Chinese in {@code STSong-Light}, one of the fonts that readers of PDF bring for the character
 * collection Adobe-GB1, so that no font of many megabytes travels with each report.
 */
final class PdfSheet {

    /** Between lines of a cell, in heights of the font. */
    private static final float LEADING = 1.2f;

    private static final Color QUIET = new Color(0x56, 0x63, 0x77);
    private static final Color LINE = new Color(0xE2, 0xE8, 0xF0);
    private static final float MARGIN = 48;

    /**
     * A column of a table.
     *
     * @param width beside those of the others
     * @param cell what a row has in it
     */
    record Column<T>(String heading, float width, boolean isNumber, Function<T, String> cell) {
        static <T> Column<T> text(String heading, float width, Function<T, String> cell) {
            return new Column<>(heading, width, false, cell);
        }

        static <T> Column<T> number(String heading, float width, Function<T, String> cell) {
            return new Column<>(heading, width, true, cell);
        }
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
    private final BaseFont face;
    private final BaseFont strong;

    /**
     * @param isLatin whether nothing in it is written otherwise
     * @param font a TrueType or OpenType file to be embedded, {@code FILE.ttc,0} for the first of a collection; empty for none
     */
    PdfSheet(String title, String subject, boolean isLatin, String font) {
        try {
            if (!font.isEmpty()) {
                face = BaseFont.createFont(font, BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
                strong = face;
            } else if (isLatin) {
                face = BaseFont.createFont(BaseFont.HELVETICA, BaseFont.WINANSI, BaseFont.NOT_EMBEDDED);
                strong = BaseFont.createFont(BaseFont.HELVETICA_BOLD, BaseFont.WINANSI, BaseFont.NOT_EMBEDDED);
            } else {
                face = BaseFont.createFont("STSong-Light", "UniGB-UCS2-H", BaseFont.NOT_EMBEDDED);
                strong = face;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the font of reports cannot be read: correct REPRISE_PDF_FONT", e);
        }
        PdfWriter.getInstance(document, bytes);
        document.addTitle(title + " - Reprise");
        document.addSubject(subject);
        document.open();
        document.add(paragraph(title, strong, 20, Color.BLACK, 2));
    }

    /** Whether Helvetica has its letters. */
    static boolean isLatin(String text) {
        return text.chars().allMatch(c -> c < 0x250 || c == '–' || c == '−' || c == '·' || c == '’');
    }

    void under(String text) {
        document.add(paragraph(text, face, 10, QUIET, 14));
    }

    void lead(String text) {
        document.add(paragraph(text, face, 13, Color.BLACK, 14));
    }

    void small(String text) {
        document.add(paragraph(text, face, 7, QUIET, 0));
    }

    /** What a table does not say, after it. */
    void note(String text) {
        document.add(paragraph(text, face, 8, Color.BLACK, 4));
    }

    /** Names and values, two of them a row. */
    void figures(List<List<String>> namesAndValues) {
        PdfPTable table = table(1.4f, 1, 1.4f, 1);
        namesAndValues.forEach(figure -> {
            table.addCell(cell(figure.get(0), face, QUIET, Element.ALIGN_LEFT));
            table.addCell(cell(figure.get(1), strong, Color.BLACK, Element.ALIGN_LEFT));
        });
        table.completeRow();
        document.add(table);
    }

    /** Enough of a digest to find what it is of. */
    static String digest(String sha256) {
        return sha256.substring(0, Math.min(12, sha256.length()));
    }

    /** Nothing where there are no rows. */
    <T> void table(String title, List<Column<T>> columns, List<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        float[] widths = new float[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).width();
        }
        PdfPTable table = table(widths);
        PdfPCell heading = cell(title, strong, Color.BLACK, Element.ALIGN_LEFT);
        heading.setColspan(columns.size());
        table.addCell(heading);
        columns.forEach(column -> table.addCell(cell(column.heading(), face, QUIET, alignment(column))));
        table.setHeaderRows(2);
        for (T row : rows) {
            columns.forEach(
                    column -> table.addCell(cell(column.cell().apply(row), face, Color.BLACK, alignment(column))));
        }
        document.add(table);
    }

    private static int alignment(Column<?> column) {
        return column.isNumber() ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT;
    }

    /** Ends it. */
    byte[] written() {
        document.close();
        return bytes.toByteArray();
    }

    private static PdfPTable table(float... widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(6);
        table.setSpacingAfter(12);
        return table;
    }

    private static PdfPCell cell(String text, BaseFont font, Color colour, int alignment) {
        PdfPCell cell = new PdfPCell(new Phrase(text, new Font(font, 9, Font.NORMAL, colour)));
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderColor(LINE);
        cell.setPadding(4);
        cell.setLeading(0, LEADING);
        cell.setHorizontalAlignment(alignment);
        return cell;
    }

    private static Paragraph paragraph(String text, BaseFont font, float size, Color colour, float after) {
        Paragraph paragraph = new Paragraph(new Chunk(text, new Font(font, size, Font.NORMAL, colour)));
        paragraph.setSpacingAfter(after);
        return paragraph;
    }
}
