package io.reprise.ml.dataset.source;

import java.text.MessageFormat;
import java.util.Comparator;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Why a row was set aside. Never holds what stood in the row: that could be the id of a person.
 *
 * @param detail a limit, a known form or a name of ours; "" where the flaw says everything
 */
public record Reason(Flaw flaw, String detail) implements Comparable<Reason> {

    private static final Comparator<Reason> ORDER =
            Comparator.comparing(Reason::flaw).thenComparing(Reason::detail);

    public static Reason of(Flaw flaw) {
        return new Reason(flaw, "");
    }

    /** For people, with the remedy. */
    public String text(Locale language) {
        ResourceBundle words = ResourceBundle.getBundle(
                "io.reprise.ml.dataset.source.flaws",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(words.getString(flaw.key()), Locale.ROOT).format(new Object[] {detail});
    }

    @Override
    public int compareTo(Reason other) {
        return ORDER.compare(this, other);
    }
}
