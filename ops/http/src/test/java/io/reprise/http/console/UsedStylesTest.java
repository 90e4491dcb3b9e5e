package io.reprise.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;

class UsedStylesTest {

    private final UsedStyles used = new UsedStyles(
            List.of("<p class=\"card btn-sm\" th:classappend=\"${bad} ? 'is-invalid'\">", "add('been')"));

    @Test
    void rules_for_classes_that_pages_or_scripts_name_stay_and_others_go() {
        assertThat(used.of(".card{a:b}.btn-sm .been{c:d}.modal{e:f}.card .modal{g:h}.is-invalid{i:j}"))
                .isEqualTo(".card{a:b}.btn-sm .been{c:d}.is-invalid{i:j}");
    }

    @Test
    void of_several_selectors_those_that_are_used_stay() {
        assertThat(used.of(".modal,.card:hover,:is(.card,.btn-sm)>p,.card .offcanvas{a:b}"))
                .isEqualTo(".card:hover,:is(.card,.btn-sm)>p{a:b}");
    }

    @Test
    void what_names_no_class_stays_and_so_does_what_only_excludes_one() {
        assertThat(used.of("@charset \"UTF-8\";:root,[data-bs-theme=dark]{--a:1}a:not(.modal){b:c}td>code{d:e}"))
                .isEqualTo("@charset \"UTF-8\";:root,[data-bs-theme=dark]{--a:1}a:not(.modal){b:c}td>code{d:e}");
    }

    @Test
    void within_a_media_query_only_used_rules_stay_and_an_empty_one_goes() {
        assertThat(used.of("@media (min-width:9px){.card{a:b}.modal{c:d}}@media print{.modal{e:f}}"
                        + "@keyframes turn{0%{g:h}to{i:j}}"))
                .isEqualTo("@media (min-width:9px){.card{a:b}}@keyframes turn{0%{g:h}to{i:j}}");
    }

    @Test
    void brackets_and_semicolons_in_strings_and_comments_are_no_ends() {
        String arrow = ".card{content:\"}\\\"{;\";background:url('data:image/svg+xml;<a>{}')}";
        assertThat(used.of("/* .modal{ */" + arrow + ".modal{a:b}")).isEqualTo(arrow);
    }

    @Test
    void a_bracket_that_is_not_closed_is_found() {
        assertThatThrownBy(() -> used.of(".card{a:b")).hasMessage("'.card' is not closed");
    }

    @Test
    void the_console_needs_less_than_a_quarter_of_tabler_and_all_of_its_own() throws Exception {
        Resource styles = new FrameStyles().resolveResource(null, FrameStyles.NAME, List.of(), null);
        String text = styles.getContentAsString(StandardCharsets.UTF_8);
        assertThat(text).hasSizeLessThan(130_000).startsWith("@charset");
        assertThat(text).contains(".card{").contains(".btn-primary{").contains(".form-control{");
        assertThat(text).contains(".phase-live { color: #15803d; }").doesNotContain(".carousel");
    }
}
