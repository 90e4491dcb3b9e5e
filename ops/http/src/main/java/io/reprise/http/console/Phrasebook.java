package io.reprise.http.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What options and remarks say whose policies wrote them in English words. Such decisions are recorded and have to be equal
 * when they are taken again, so their words stay; a reader sees the message that is meant, in the reader's language. Later
 * policies write the keys of messages.
 */
final class Phrasebook {

    /** @param arguments each as it stood in the words: an instant, a number */
    record Phrase(String key, List<String> arguments) {}

    private static final Map<Pattern, String> PHRASES = phrases();

    private Phrasebook() {}

    private static Map<Pattern, String> phrases() {
        Map<Pattern, String> phrases = new LinkedHashMap<>();
        List.of(
                        "leave it alone",
                        "small price steps",
                        "large price steps",
                        "extra push wave",
                        "move free stock",
                        "solver's allocation",
                        "greedy by worth of a cent",
                        "greedy by worth of a unit",
                        "in proportion to expected units",
                        "median demand only",
                        "newsvendor quantity",
                        "99 % of demand",
                        "discounts as planned",
                        "each item's best, whatever the budget",
                        "each item's best within the budget",
                        "planned-assortment",
                        "uniform-assortment",
                        "with the sale",
                        "without it (hold-out)",
                        "CONTINUE",
                        "ADJUST",
                        "STOP",
                        "done besides",
                        "no better",
                        "would arrive after they are wanted",
                        "all campaigns together earn no more",
                        "half of the items would sell out",
                        "holding the surplus costs more than the sales it saves",
                        "too few units were expected so far to judge by")
                .forEach(words -> phrases.put(Pattern.compile(Pattern.quote(words)), key(words)));
        phrases.put(Pattern.compile("start (\\S+)"), "start");
        phrases.put(Pattern.compile("taking turns: start (\\S+)"), "taking-turns-start");
        phrases.put(Pattern.compile("solver's plan: start (\\S+)"), "solvers-plan-start");
        phrases.put(Pattern.compile("reorder of (\\d+) units"), "reorder");
        return phrases;
    }

    private static String key(String words) {
        return words.replace("'", "").replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("-$", "");
    }

    /** Every phrase there is, without its arguments. */
    static List<Phrase> all() {
        return PHRASES.values().stream().map(key -> new Phrase(key, List.of())).toList();
    }

    /** What some words mean, or empty where no policy wrote them. */
    static Optional<Phrase> of(String words) {
        for (Map.Entry<Pattern, String> phrase : PHRASES.entrySet()) {
            Matcher matcher = phrase.getKey().matcher(words);
            if (matcher.matches()) {
                List<String> arguments = new ArrayList<>();
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    arguments.add(matcher.group(group));
                }
                return Optional.of(new Phrase(phrase.getValue(), arguments));
            }
        }
        return Optional.empty();
    }
}
