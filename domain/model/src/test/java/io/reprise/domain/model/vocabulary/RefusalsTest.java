package io.reprise.domain.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.judgement.JudgementRefusal;
import io.reprise.domain.model.privacy.PersonRefusal;
import io.reprise.domain.model.privacy.PrivacyRefusal;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.ModelReleaseRefusal;
import io.reprise.domain.model.stock.StockRefusal;
import io.reprise.domain.model.webhook.WebhookId;
import io.reprise.domain.model.webhook.WebhookRefusal;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is refused is told in a sentence what is wrong, with every value that matters, and which field to put right. */
class RefusalsTest {

    private static final Map<String, String> FIELDS = new TreeMap<>(Map.ofEntries(
            Map.entry("CampaignRefusal.UnknownCampaign", "campaignId"),
            Map.entry("CampaignRefusal.CampaignExists", "campaignId"),
            Map.entry("CampaignRefusal.WindowInThePast", "within"),
            Map.entry("CampaignRefusal.OutsidePlan", "within"),
            Map.entry("CampaignRefusal.NotLatestPlan", "planVersion"),
            Map.entry("CampaignRefusal.NotRevised", "planVersion"),
            Map.entry("CampaignRefusal.StaleApproval", "proposalHash"),
            Map.entry("CampaignRefusal.NotOverridable", "decisionId"),
            Map.entry("CampaignRefusal.UnknownDecision", "decisionId"),
            Map.entry("CampaignRefusal.PriceMoved", "decisionId"),
            Map.entry("CampaignRefusal.ExtentMoved", "decisionId"),
            Map.entry("CampaignRefusal.NothingOffered", "decisionId"),
            Map.entry("CampaignRefusal.InBlackout", "steering.blackouts"),
            Map.entry("CampaignRefusal.BeyondFreeStock", "items"),
            Map.entry("CampaignRefusal.BeyondStockBudget", "steering.stockBudgetCents"),
            Map.entry("CampaignRefusal.ReasonMissing", "reason"),
            Map.entry("CampaignRefusal.CommentMissing", "comment"),
            Map.entry("JudgementRefusal.ReasonMissing", "reason"),
            Map.entry("PersonRefusal.NobodyKnown", "shopper"),
            Map.entry("PrivacyRefusal.BudgetExhausted", "epsilonMicros"),
            Map.entry("PrivacyRefusal.BelowSpent", "epsilonMicros"),
            Map.entry("StockRefusal.UnknownSku", "sku"),
            Map.entry("StockRefusal.NotAllocated", "sku"),
            Map.entry("StockRefusal.BeyondCapacity", "units"),
            Map.entry("StockRefusal.NotEnoughFree", "units"),
            Map.entry("WebhookRefusal.UnknownWebhook", "webhook"),
            Map.entry("WebhookRefusal.WebhookExists", "webhook")));

    static List<Class<?>> refusals() {
        return Stream.of(
                        CampaignRefusal.class,
                        JudgementRefusal.class,
                        ModelReleaseRefusal.class,
                        PersonRefusal.class,
                        PrivacyRefusal.class,
                        StockRefusal.class,
                        WebhookRefusal.class)
                .<Class<?>>flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .toList();
    }

    private final List<String> values = new ArrayList<>();

    /** A value unlike every other, whose text the message has to show. */
    private Object value(Class<?> type, int number) {
        String text = "word-" + number;
        Object value =
                switch (type.getSimpleName()) {
                    case "String" -> text;
                    case "int" -> 40 + number;
                    case "long" -> 4_000L + number;
                    case "double" -> 0.1234 + number;
                    case "Instant" -> Instant.parse("2026-11-1" + number + "T08:00:00Z");
                    case "TimeWindow" ->
                        new TimeWindow(
                                Instant.parse("2026-10-1" + number + "T08:00:00Z"),
                                Instant.parse("2026-10-2" + number + "T08:00:00Z"));
                    case "Set" -> Set.of(Role.FINANCE);
                    case "List" -> List.of(Role.FINANCE, Role.AUDITOR);
                    case "Role" -> Role.FINANCE;
                    case "DecisionKind" -> DecisionKind.INVENTORY;
                    case "CampaignId" -> new CampaignId(text);
                    case "Sku" -> new Sku(text);
                    case "WarehouseId" -> new WarehouseId(text);
                    case "DecisionId" -> new DecisionId(text);
                    case "WebhookId" -> new WebhookId(text);
                    case "ModelReleaseId" -> new ModelReleaseId("demand", Sha256.hexOf(text));
                    default -> throw new AssertionError("say here what a " + type + " may be");
                };
        switch (value) {
            case TimeWindow window ->
                values.addAll(List.of(window.from().toString(), window.to().toString()));
            case ModelReleaseId release -> values.add(release.value());
            case Iterable<?> some -> some.forEach(each -> values.add(each.toString()));
            default -> values.add(value.toString());
        }
        return value;
    }

    private Refusal refusal(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = value(types[i], i + 1);
        }
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return (Refusal) constructor.newInstance(arguments);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_says_what_is_wrong_with_every_value_that_matters_and_where(Class<?> type)
            throws ReflectiveOperationException {
        Refusal refusal = refusal(type);
        if (refusal instanceof CampaignRefusal.DecisionNotDue) {
            assertThat(refusal.message()).isEqualTo("word-1");
        } else {
            assertThat(refusal.message()).matches("['A-Z].{15,}\\.");
            values.forEach(value -> assertThat(refusal.message()).contains(value));
        }
        assertThat(refusal.code()).isEqualTo(type.getSimpleName());
        String field = refusal instanceof CampaignRefusal.BeyondGuardrail beyond ? beyond.limit() : "";
        assertThat(refusal.field())
                .isEqualTo(FIELDS.getOrDefault(
                        type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName(), field));
    }

    @Test
    void a_refusal_that_there_is_no_more_has_no_field() {
        assertThat(refusals())
                .extracting(type -> type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName())
                .containsAll(FIELDS.keySet());
    }

    @Test
    void of_a_hash_as_much_is_shown_as_tells_it_from_another() {
        assertThat(new CampaignRefusal.StaleApproval(Sha256.hexOf("a"), Sha256.hexOf("b")).message())
                .contains("(" + Sha256.hexOf("a").substring(0, 12) + " is not "
                        + Sha256.hexOf("b").substring(0, 12) + ")");
    }

    @Test
    void whoever_would_roll_back_what_does_not_decide_is_told_what_does() {
        assertThat(new ModelReleaseRefusal.NotTheChampion("").message()).contains("the baseline does");
        assertThat(new ModelReleaseRefusal.NotTheChampion("demand:12").message())
                .contains("'demand:12' does");
        assertThat(new ModelReleaseRefusal.NotTheOneBefore("demand:11", "").message())
                .contains("the baseline would");
        assertThat(new ModelReleaseRefusal.NotTheOneBefore("demand:11", "demand:12").message())
                .contains("'demand:12' would");
    }
}
