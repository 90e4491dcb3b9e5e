package io.reprise.http.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.domain.model.webhook.WebhookId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where a type's JSON is not what its fields say: values that are texts, and types that are told apart by {@code kind}. */
final class TypeSchemas implements ModelConverter {

    private static final String KIND = "kind";
    private static final String REFERENCE = "#/components/schemas/";
    private static final List<Class<?>> BY_KIND = List.of(DecisionInputs.class, DecisionOutcome.class);

    private final ObjectMapper json;
    private final Map<Class<?>, Supplier<Schema<?>>> values = Map.ofEntries(
            entry(CampaignId.class, () -> typed("string", "")),
            entry(Sku.class, () -> typed("string", "")),
            entry(WarehouseId.class, () -> typed("string", "")),
            entry(DecisionId.class, () -> typed("string", "")),
            entry(WebhookId.class, () -> typed("string", "")),
            entry(Pseudonym.class, () -> typed("string", "")),
            entry(ZoneId.class, () -> typed("string", "")),
            entry(SseEmitter.class, () -> typed("string", "")),
            entry(Instant.class, () -> typed("string", "date-time")),
            entry(OptionalInt.class, () -> typed("integer", "int32")),
            entry(OptionalLong.class, () -> typed("integer", "int64")),
            entry(OptionalDouble.class, () -> typed("number", "double")));

    TypeSchemas(ObjectMapper json) {
        this.json = json;
    }

    private static Map.Entry<Class<?>, Supplier<Schema<?>>> entry(Class<?> type, Supplier<Schema<?>> schema) {
        return Map.entry(type, schema);
    }

    static Schema<?> typed(String type, String format) {
        Schema<?> schema = new JsonSchema();
        schema.setTypes(Set.of(type));
        schema.setFormat(format.isEmpty() ? null : format);
        return schema;
    }

    @Override
    public Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        JavaType java = type.getType() == null ? null : json.constructType(type.getType());
        if (java != null && java.isReferenceType() && java.hasRawClass(Optional.class)) {
            return context.resolve(new AnnotatedType(java.getReferencedType())
                    .resolveAsRef(type.isResolveAsRef())
                    .ctxAnnotations(type.getCtxAnnotations())
                    .parent(type.getParent())
                    .schemaProperty(type.isSchemaProperty())
                    .propertyName(type.getPropertyName()));
        }
        Class<?> raw = java == null ? Object.class : java.getRawClass();
        if (values.containsKey(raw)) {
            return values.get(raw).get();
        }
        if (BY_KIND.contains(raw)) {
            return oneOf(raw, context);
        }
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        kindOf(raw).ifPresent(kind -> addKind(raw, kind, schema, context));
        return schema;
    }

    private Schema<?> oneOf(Class<?> family, ModelConverterContext context) {
        String name = family.getSimpleName();
        if (!context.getDefinedModels().containsKey(name)) {
            Schema<?> schema = new Schema<>();
            Discriminator discriminator = new Discriminator().propertyName(KIND);
            context.defineModel(name, schema);
            kinds(family).stream()
                    .sorted(Comparator.comparing(NamedType::getName))
                    .forEach(kind -> {
                        Schema<?> part = context.resolve(new AnnotatedType(kind.getType()).resolveAsRef(true));
                        schema.addOneOfItem(part);
                        discriminator.mapping(kind.getName(), part.get$ref());
                    });
            schema.discriminator(discriminator);
        }
        return new Schema<>().$ref(REFERENCE + name);
    }

    private Collection<NamedType> kinds(Class<?> family) {
        AnnotatedClass annotated = AnnotatedClassResolver.resolve(
                json.getSerializationConfig(), json.constructType(family), json.getSerializationConfig());
        return json
                .getSubtypeResolver()
                .collectAndResolveSubtypesByClass(json.getSerializationConfig(), annotated)
                .stream()
                .filter(kind -> kind.hasName() && kind.getType() != family)
                .toList();
    }

    private Optional<String> kindOf(Class<?> raw) {
        return BY_KIND.stream()
                .filter(family -> family.isAssignableFrom(raw))
                .flatMap(family -> kinds(family).stream())
                .filter(kind -> kind.getType() == raw)
                .map(NamedType::getName)
                .findFirst();
    }

    private static void addKind(Class<?> raw, String kind, Schema<?> schema, ModelConverterContext context) {
        Schema<?> model = context.getDefinedModels().getOrDefault(raw.getSimpleName(), schema);
        if (model != null
                && model.get$ref() == null
                && !(model.getProperties() != null && model.getProperties().containsKey(KIND))) {
            Schema<?> constant = typed("string", "");
            constant.setConst(kind);
            model.addProperty(KIND, constant);
            model.addRequiredItem(KIND);
        }
    }
}
