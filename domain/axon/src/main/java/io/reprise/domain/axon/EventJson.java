package io.reprise.domain.axon;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AssortmentInputs;
import io.reprise.domain.model.decision.AssortmentOutcome;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.domain.model.webhook.WebhookId;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;

/**
 * The form of events in the log: UTF-8 JSON, times as ISO 8601, names of people's words only. Types are chosen by names
 * written here, never by a class name found in the data.
 */
public final class EventJson {

    private static final ObjectMapper MAPPER = build();

    private EventJson() {}

    /** A mapper for events, decision records and what is in them. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * The event as it was, whatever it is and in whatever revision it was written.
     *
     * @throws EventNames.UnknownEvent if this version does not know its name or revision
     * @throws IllegalStateException if its payload cannot be read
     */
    public static Object read(StoredEvent stored) {
        NewEvent event = stored.event();
        try {
            return EventForms.RELEASED.read(event.name(), event.revision(), event.payload());
        } catch (EventNames.UnknownEvent e) {
            throw new EventNames.UnknownEvent(stored.position(), e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "event " + stored.position() + " '" + event.name() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What {@link #read} would return, told by the name alone: cheap, and no less strict about names.
     *
     * @throws EventNames.UnknownEvent if this version does not know its name or revision
     */
    public static Class<?> type(StoredEvent stored) {
        try {
            return EventForms.RELEASED
                    .entry(stored.event().name(), stored.event().revision())
                    .type();
        } catch (EventNames.UnknownEvent e) {
            throw new EventNames.UnknownEvent(stored.position(), e);
        }
    }

    /** As JSON text; equal values give equal text. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface ByKind {}

    private static ObjectMapper build() {
        SimpleModule values = new SimpleModule("reprise-values");
        asText(values, CampaignId.class, CampaignId::new);
        asText(values, Sku.class, Sku::new);
        asText(values, WarehouseId.class, WarehouseId::new);
        asText(values, DecisionId.class, DecisionId::new);
        asText(values, WebhookId.class, WebhookId::new);
        asText(values, Pseudonym.class, Pseudonym::new, Pseudonym::value);
        values.addDeserializer(Instant.class, new IsoInstants.Reader());
        values.addSerializer(Instant.class, new IsoInstants.Writer());
        values.addSerializer(Signal.class, new SignalWriter());
        values.setMixInAnnotation(DecisionInputs.class, ByKind.class);
        values.setMixInAnnotation(DecisionOutcome.class, ByKind.class);
        values.registerSubtypes(
                new NamedType(AssortmentInputs.class, "assortment"),
                new NamedType(ScheduleInputs.class, "schedule"),
                new NamedType(InventoryInputs.class, "inventory"),
                new NamedType(EvaluationInputs.class, "evaluation"),
                new NamedType(ClosingInputs.class, "closing"),
                new NamedType(AdjustmentInputs.class, "adjustment"),
                new NamedType(AssortmentOutcome.class, "assortment"),
                new NamedType(ScheduleOutcome.class, "schedule"),
                new NamedType(InventoryOutcome.class, "inventory"),
                new NamedType(EvaluationOutcome.class, "evaluation"),
                new NamedType(CampaignReport.class, "report"),
                new NamedType(AdjustmentOutcome.class, "adjustment"));
        return JsonMapper.builder(JsonFactory.builder()
                        // The same numbers to the bit, both being correctly rounded.
                        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                        .build())
                .addModules(new Jdk8Module(), new JavaTimeModule(), values)
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // Only what a record holds; a method named like a getter is behaviour, not data.
                .visibility(com.fasterxml.jackson.annotation.PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
                .visibility(com.fasterxml.jackson.annotation.PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
                .visibility(com.fasterxml.jackson.annotation.PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .build();
    }

    private static <T> void asText(SimpleModule module, Class<T> type, Function<String, T> parse) {
        asText(module, type, parse, Object::toString);
    }

    private static <T> void asText(
            SimpleModule module, Class<T> type, Function<String, T> parse, Function<T, String> text) {
        ToStringSerializerBase serializer = new ToStringSerializerBase(type) {
            @Override
            public String valueToString(Object value) {
                return text.apply(type.cast(value));
            }
        };
        module.addSerializer(type, serializer);
        module.addDeserializer(type, new FromStringDeserializer<T>(type) {
            @Override
            protected T _deserialize(String value, DeserializationContext context) {
                return parse.apply(value);
            }
        });
        module.addKeyDeserializer(type, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return parse.apply(key);
            }
        });
    }
}
