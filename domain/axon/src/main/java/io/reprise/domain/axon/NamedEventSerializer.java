package io.reprise.domain.axon;

import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;

/** Lets Axon write and read events under the names of {@link EventNames} in the form of {@link EventJson}. */
public final class NamedEventSerializer extends JacksonSerializer {

    private NamedEventSerializer(Builder builder) {
        super(builder);
    }

    public static NamedEventSerializer create() {
        return new NamedEventSerializer(new Builder());
    }

    private static final class Builder extends JacksonSerializer.Builder {
        Builder() {
            objectMapper(EventJson.mapper().copy());
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as the superclass has it
    public SerializedType typeForClass(Class type) {
        if (type == null || type == Void.class || type == MetaData.class) {
            return super.typeForClass(type);
        }
        EventNames.Entry entry = EventNames.of((Class<?>) type);
        return new SimpleSerializedType(entry.name(), Integer.toString(entry.revision()));
    }

    @Override
    @SuppressWarnings("rawtypes") // as the superclass has it
    public Class classForType(SerializedType type) {
        if (SimpleSerializedType.emptyType().equals(type)) {
            return Void.class;
        }
        if (MetaData.class.getName().equals(type.getName())) {
            return MetaData.class;
        }
        EventNames.Entry entry = EventNames.named(type.getName());
        return Integer.toString(entry.revision()).equals(type.getRevision())
                ? entry.type()
                : UnknownSerializedType.class;
    }
}
