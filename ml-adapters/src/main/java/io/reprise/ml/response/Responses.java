package io.reprise.ml.response;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What came of a campaign that was sent to some at random and held back from others.
 *
 * @param columns names of what was known of each person before
 * @param values by person, those columns as they were written
 * @param arms by person, what they were sent; {@link #CONTROL} for nothing
 * @param bought by person, whether they did what the campaign was for
 */
public record Responses(List<String> columns, List<List<String>> values, List<String> arms, boolean[] bought) {

    public static final String CONTROL = "control";

    public int size() {
        return bought.length;
    }

    public boolean isTreated(int person) {
        return !arms.get(person).equals(CONTROL);
    }

    /** One arm and the control. */
    public Responses only(String arm) {
        return at(IntStream.range(0, size())
                .filter(i -> arms.get(i).equals(arm) || arms.get(i).equals(CONTROL))
                .toArray());
    }

    public Responses at(int[] people) {
        boolean[] some = new boolean[people.length];
        for (int i = 0; i < people.length; i++) {
            some[i] = bought[people[i]];
        }
        return new Responses(
                columns,
                IntStream.of(people).mapToObj(values::get).toList(),
                IntStream.of(people).mapToObj(arms::get).toList(),
                some);
    }

    public List<String> treatments() {
        return arms.stream().filter(a -> !a.equals(CONTROL)).distinct().sorted().toList();
    }
}
