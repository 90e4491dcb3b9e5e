package io.reprise.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;

/** What the core says of a wrong value, as a person reads it. */
class InvalidWordsTest {

    private static void says(ThrowingCallable wrong, String english, String chinese) {
        InvalidValue thrown = catchThrowableOfType(InvalidValue.class, wrong);
        assertThat(WordsTest.words(Locale.UK).invalid(thrown)).isEqualTo(english);
        assertThat(WordsTest.words(Locale.SIMPLIFIED_CHINESE).invalid(thrown)).isEqualTo(chinese);
    }

    @AfterEach
    void forgetLocale() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void a_field_is_called_as_on_the_page_and_the_remedy_is_in_the_readers_language() {
        says(
                () -> new CampaignId("A b"),
                "Short name (a-z, 0-9, -): 1 to 64 lower case letters, digits or hyphens",
                "短名（a-z、0-9、-）：1 至 64 个小写字母、数字或连字符");
        says(
                () -> new TimeWindow(Instant.MAX, Instant.MIN),
                "May start from: must end after it starts",
                "最早开始：结束须晚于开始");
        says(() -> new PlannedItem(new Sku("A"), " ", 100, 50, 0), "Name: is missing", "名称：尚未填写");
    }

    @Test
    void shares_are_in_percent_with_all_their_digits() {
        says(
                () -> new Guardrails(10_000, 0, 0, 1, 0),
                "Deepest discount in %: 0 % to 99.99 %",
                "最大折扣 %：须为 0 % 至 99.99 %");
    }

    @Test
    void a_row_is_counted_from_one_and_what_has_no_words_stays_as_the_core_says_it() {
        says(
                () -> InvalidValue.unless(
                        false, "items[2].discountBps", "must not exceed the guardrail of 4000, but was 9000"),
                "Items, no. 3: 90 % is beyond the guardrail of 40 %",
                "商品第 3 项：90 % 超出了 40 % 的限制");
        says(() -> InvalidValue.unless(false, "moon", "must be full"), "moon: must be full", "moon：must be full");
    }
}
