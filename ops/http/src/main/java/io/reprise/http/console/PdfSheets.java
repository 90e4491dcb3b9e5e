package io.reprise.http.console;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Sheets in the font that this installation names, if it names one. */
@Component
class PdfSheets {

    private final String font;

    PdfSheets(@Value("${reprise.pdf-font:}") String font) {
        this.font = font;
    }

    PdfSheet begin(String title, String subject, boolean isLatin) {
        return new PdfSheet(title, subject, isLatin, font);
    }
}
