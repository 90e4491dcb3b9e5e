package io.reprise.ml.response;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns what is known of people into rows: numbers with mean 0 and deviation 1, each other value seen often enough as a
 * column of its own; a column of ones first.
 */
public record PeopleEncoding(List<Column> columns) {

    private static final int SEEN_MIN = 30;

    /** @param values empty for a number */
    public record Column(String name, List<String> values, double mean, double deviation) {
        private int width() {
            return values.isEmpty() ? 1 : values.size();
        }
    }

    /** From the people that are learned from alone. */
    public static PeopleEncoding of(Responses people) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < people.columns().size(); c++) {
            int column = c;
            List<String> cells =
                    people.values().stream().map(v -> v.get(column)).toList();
            columns.add(
                    cells.stream().allMatch(PeopleEncoding::isNumber)
                            ? number(people.columns().get(c), cells)
                            : named(people.columns().get(c), cells));
        }
        return new PeopleEncoding(List.copyOf(columns));
    }

    private static boolean isNumber(String cell) {
        return cell.matches("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?");
    }

    private static Column number(String name, List<String> cells) {
        double[] all = cells.stream().mapToDouble(Double::parseDouble).toArray();
        double sum = 0;
        double squares = 0;
        for (double value : all) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / all.length;
        double variance = Math.max(0, squares / all.length - mean * mean);
        return new Column(name, List.of(), mean, variance == 0 ? 1 : Math.sqrt(variance));
    }

    private static Column named(String name, List<String> cells) {
        List<String> seen = cells.stream()
                .distinct()
                .sorted()
                .filter(v -> cells.stream().filter(v::equals).limit(SEEN_MIN).count() == SEEN_MIN)
                .toList();
        // Without the first: all together would be the column of ones.
        return new Column(name, seen.size() < 2 ? List.of("") : seen.subList(1, seen.size()), 0, 1);
    }

    public int width() {
        return 1 + columns.stream().mapToInt(Column::width).sum();
    }

    public double[][] rows(Responses people) {
        double[][] rows = new double[people.size()][width()];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = 1;
            int cell = 1;
            for (int c = 0; c < columns.size(); c++) {
                Column column = columns.get(c);
                String value = people.values().get(i).get(c);
                if (column.values().isEmpty()) {
                    rows[i][cell] =
                            isNumber(value) ? (Double.parseDouble(value) - column.mean()) / column.deviation() : 0;
                } else if (column.values().contains(value)) {
                    rows[i][cell + column.values().indexOf(value)] = 1;
                }
                cell += column.width();
            }
        }
        return rows;
    }
}
