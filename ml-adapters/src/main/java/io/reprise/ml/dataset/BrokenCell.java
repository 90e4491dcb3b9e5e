package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.Flaw;
import io.reprise.ml.dataset.source.Reason;

/** A cell that cannot be read, so that its row is set aside. */
final class BrokenCell extends Exception {

    private static final long serialVersionUID = 1L;

    private final String column;
    private final transient Reason reason;

    BrokenCell(String column, Flaw flaw, Object detail) {
        // Made once a broken row, of which there can be millions: no stack trace.
        super(column + " " + flaw, null, false, false);
        this.column = column;
        this.reason = new Reason(flaw, String.valueOf(detail));
    }

    BrokenCell(String column, Flaw flaw) {
        this(column, flaw, "");
    }

    String column() {
        return column;
    }

    Reason reason() {
        return reason;
    }
}
