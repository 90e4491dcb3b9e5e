package io.reprise.http.console;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a value, for the person who typed it: called as the form calls it, in the reader's language, shares in
 * percent. The core says it in English in a few forms of words; what has another form stays as the core says it.
 */
final class InvalidWords {

    /** @param english all of a remedy, @param key of the same in words; its arguments are the groups */
    private record Form(Pattern english, String key) {}

    private static final List<Form> FORMS = List.of(
            form("must be 1 to 64 lower case letters.*", "invalid.id"),
            form("must be 1 to 40 letters.*", "invalid.sku"),
            form("must be 1 to (\\d+) characters.*", "invalid.characters"),
            form("must be (-?\\d+) to (-?\\d+)\\b.*, but w(?:as|ere) (-?\\d+)", "invalid.between-was"),
            form("must be (-?\\d+) to (-?\\d+)\\b.*", "invalid.between"),
            form("must not exceed the guardrail of (\\d+), but was (\\d+)", "invalid.guardrail"),
            form("leaves '(.*)' a margin of (-?\\d+) basis points, below the guardrail of (-?\\d+)", "invalid.margin"),
            form("must not be negative.*", "invalid.negative"),
            form("(?:must be given.*|must not be empty|needs a start and an end)", "invalid.missing"),
            form("must start and end on whole hours", "invalid.whole-hours"),
            form("must not span more than (\\d+) hours", "invalid.span"),
            form("must end after it starts.*", "invalid.order"),
            form("leave no hour in which the sale can start", "invalid.no-start"),
            form("must be an ISO 4217 code.*", "invalid.currency"),
            form("(?:must be a|'.*' is no) time zone.*", "invalid.zone"),
            form("'(.*)' is there twice", "invalid.twice"),
            form("'(.*)' is no day and time.*", "invalid.time"),
            form("'(.*)' is no (?:whole )?number", "invalid.number"));

    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("within.to", "plan.to"),
            Map.entry("within", "plan.from"),
            Map.entry("window", "plan.from"),
            Map.entry("sku", "plan.items"),
            Map.entry("holdOutBps", "plan.holdOutPercent"),
            Map.entry("discountBudgetCents", "plan.discountBudget"),
            Map.entry("guardrails.discountBpsMax", "plan.discountMaxPercent"),
            Map.entry("guardrails.marginBpsMin", "plan.marginMinPercent"),
            Map.entry("guardrails.automaticStepBpsMax", "plan.automaticStepPercent"),
            Map.entry("steering.stockBudgetCents", "plan.stockBudget"),
            Map.entry("steering.policies", "plan.strategy"),
            Map.entry("steering.explorationBps", "plan.explorationPercent"),
            Map.entry("steering.leeway.audienceBps", "plan.audiencePercent"),
            Map.entry("steering.leeway.audienceBpsMin", "plan.audienceMinPercent"),
            Map.entry("steering.leeway.groupGapBpsMax", "plan.groupGapPercent"));

    private InvalidWords() {}

    private static Form form(String english, String key) {
        return new Form(Pattern.compile(english, Pattern.DOTALL), key);
    }

    static String of(InvalidValue wrong, Words words) {
        String field = wrong.field();
        String said = wrong.getMessage().substring(Math.min(wrong.getMessage().length(), field.length() + 2));
        return words.say("invalid.of", label(field, words), remedy(field, said, words));
    }

    /** Of {@code items[3].sku} that of the items, of a field of its own that of the last part of its name. */
    private static String label(String field, Words words) {
        for (String part = field; !part.isEmpty(); part = part.substring(0, Math.max(0, part.lastIndexOf('.')))) {
            String bare = part.replaceAll("\\[\\d+]", "");
            String key = LABELS.getOrDefault(bare, "plan." + bare.substring(bare.lastIndexOf('.') + 1));
            String label = words.sayOr(key, "");
            if (!label.isEmpty()) {
                String row = field.replaceAll("^items\\[(\\d+)].*|.*", "$1");
                return row.isEmpty() ? label : words.say("invalid.row", label, Integer.parseInt(row) + 1);
            }
        }
        return field;
    }

    private static String remedy(String field, String said, Words words) {
        for (Form form : FORMS) {
            Matcher found = form.english().matcher(said);
            if (found.matches()) {
                Object[] arguments = new Object[found.groupCount()];
                for (int group = 1; group <= arguments.length; group++) {
                    arguments[group - 1] = inPercent(field, found.group(group));
                }
                return words.say(form.key(), arguments);
            }
        }
        return said;
    }

    /** With all digits: 99.99 % is not 100 %. */
    private static String inPercent(String field, String value) {
        return field.contains("Bps") && value.matches("-?\\d{1,6}")
                ? new BigDecimal(value).movePointLeft(2).stripTrailingZeros().toPlainString() + " %"
                : value;
    }
}
