package io.reprise.domain.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Which texts name a campaign or an item, beside the patterns that say so in the documentation. */
class NamesTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withCharRange('0', '9')
                        .withChars("-._")
                        .ofMaxLength(70),
                Arbitraries.strings().withCharRange('\u0001', '\u007f').ofMaxLength(4),
                Arbitraries.strings().ofMaxLength(6));
    }

    @Property(tries = 2_000)
    void aCampaignIsNamedByWhatThePatternSays(@ForAll("texts") String text) {
        assertThat(isTaken(CampaignId::new, text)).isEqualTo(text.matches("[a-z0-9][a-z0-9-]{0,63}"));
    }

    @Property(tries = 2_000)
    void anItemIsNamedByWhatThePatternSays(@ForAll("texts") String text) {
        assertThat(isTaken(Sku::new, text)).isEqualTo(text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}"));
    }

    private static boolean isTaken(Consumer<String> make, String text) {
        try {
            make.accept(text);
            return true;
        } catch (InvalidValue e) {
            return false;
        }
    }
}
