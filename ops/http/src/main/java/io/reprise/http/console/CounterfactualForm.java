package io.reprise.http.console;

import io.reprise.domain.model.counterfactual.Counterfactual;
import io.reprise.domain.model.counterfactual.CounterfactualQuestion;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a person asks of past sales, as it is typed; what is left empty stays as it was. */
public final class CounterfactualForm {

    public List<String> campaigns = new ArrayList<>();

    /** Name and version of another policy, by kind of decision. */
    public Map<String, String> policy = new TreeMap<>();

    /** {@code KIND.parameter}, and beside it what it is to be. */
    public List<String> parameter = new ArrayList<>();

    public List<String> value = new ArrayList<>();

    /** SHA-256 of another artifact, by model. */
    public Map<String, String> artifact = new TreeMap<>();

    public String horizonMinutes = Integer.toString(CounterfactualQuestion.HORIZON_MINUTES);
    public String salesWeight = Double.toString(CounterfactualQuestion.SALES_WEIGHT);

    /** @throws InvalidValue naming the field that cannot be read */
    CounterfactualQuestion question() {
        SortedMap<DecisionKind, PolicyRef> policies = new TreeMap<>();
        policy.forEach((kind, ref) -> {
            if (!ref.isBlank()) {
                policies.put(DecisionKind.valueOf(kind), PolicyRef.parse(ref));
            }
        });
        SortedMap<String, String> artifacts = new TreeMap<>(artifact);
        artifacts.values().removeIf(String::isBlank);
        return new CounterfactualQuestion(
                campaigns.stream().map(CampaignId::new).toList(),
                new Counterfactual(policies, parameters(), artifacts),
                (int) number("horizonMinutes", horizonMinutes),
                number("salesWeight", salesWeight));
    }

    private SortedMap<DecisionKind, SortedMap<String, Double>> parameters() {
        SortedMap<DecisionKind, SortedMap<String, Double>> parameters = new TreeMap<>();
        for (int i = 0; i < parameter.size(); i++) {
            String name = parameter.get(i);
            if (name.isBlank()) {
                continue;
            }
            int dot = name.indexOf('.');
            InvalidValue.unless(dot > 0, "parameter", () -> "'" + name + "' is no parameter: choose one of the list");
            parameters
                    .computeIfAbsent(DecisionKind.valueOf(name.substring(0, dot)), kind -> new TreeMap<>())
                    .put(name.substring(dot + 1), number(name, i < value.size() ? value.get(i) : ""));
        }
        return parameters;
    }

    private static double number(String field, String text) {
        try {
            double number = Double.parseDouble(text.strip());
            InvalidValue.unless(Double.isFinite(number), field, () -> "'" + text + "' is no number");
            return number;
        } catch (NumberFormatException e) {
            throw new InvalidValue(field, "'" + text + "' is no number");
        }
    }
}
