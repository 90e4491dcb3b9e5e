package io.reprise.http.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A style sheet without the rules for classes that no page has. A browser reads all of a style sheet before it paints anything, at
 * every page: Tabler's is half a MiB, of which the console uses an eighth. What is kept is kept letter by letter.
 */
final class UsedStyles {

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("\\.((?:[\\w-]|\\\\.)+)");
    private static final Pattern NOT = Pattern.compile(":not\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w-]*");

    private final Set<String> names;

    /** @param pages templates and scripts: whatever in them looks like a name may be a class */
    UsedStyles(List<String> pages) {
        names = pages.stream()
                .flatMap(page -> NAME.matcher(page).results().map(found -> found.group()))
                .collect(Collectors.toSet());
    }

    /** @throws IllegalArgumentException where a bracket is not closed */
    String of(String styles) {
        return kept(COMMENT.matcher(styles).replaceAll(""));
    }

    private String kept(String styles) {
        StringBuilder kept = new StringBuilder();
        int from = 0;
        while (from < styles.length()) {
            int open = end(styles, from, "{;");
            if (open == styles.length()) {
                break;
            }
            String head = styles.substring(from, open);
            if (styles.charAt(open) == ';') {
                kept.append(head).append(';');
                from = open + 1;
                continue;
            }
            int close = end(styles, open + 1, "}");
            if (close == styles.length()) {
                throw new IllegalArgumentException("'" + head + "' is not closed");
            }
            keep(head.strip(), styles.substring(open + 1, close), kept);
            from = close + 1;
        }
        return kept.toString();
    }

    private void keep(String head, String body, StringBuilder kept) {
        if (!head.startsWith("@")) {
            String selectors = selectors(head);
            kept.append(selectors.isEmpty() ? "" : selectors + "{" + body + "}");
        } else if (head.startsWith("@media") || head.startsWith("@supports")) {
            String within = kept(body);
            kept.append(within.isBlank() ? "" : head + "{" + within + "}");
        } else {
            kept.append(head).append('{').append(body).append('}');
        }
    }

    private String selectors(String head) {
        List<String> selectors = new ArrayList<>();
        int from = 0;
        while (from <= head.length()) {
            int end = end(head, from, ",");
            selectors.add(head.substring(from, end));
            from = end + 1;
        }
        return selectors.stream().filter(this::isUsed).collect(Collectors.joining(","));
    }

    private boolean isUsed(String selector) {
        Matcher classes = CLASS.matcher(NOT.matcher(selector).replaceAll(""));
        return classes.results().allMatch(found -> names.contains(found.group(1).replace("\\", "")));
    }

    /** Where one of the signs stands next, outside of strings and of brackets that are opened on the way. */
    private static int end(String styles, int from, String signs) {
        int depth = 0;
        for (int i = from; i < styles.length(); i++) {
            char sign = styles.charAt(i);
            if (depth == 0 && signs.indexOf(sign) >= 0) {
                return i;
            }
            switch (sign) {
                case '\\' -> i++;
                case '"', '\'' -> i = afterString(styles, i);
                case '{', '(', '[' -> depth++;
                case '}', ')', ']' -> depth--;
                default -> {
                    // Whatever else is there is kept or left with the rest.
                }
            }
        }
        return styles.length();
    }

    private static int afterString(String styles, int quote) {
        int i = quote + 1;
        while (i < styles.length() && styles.charAt(i) != styles.charAt(quote)) {
            i += styles.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
