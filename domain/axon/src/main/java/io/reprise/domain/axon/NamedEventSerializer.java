package io.reprise.domain.axon;

import java.io.IOException;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;

/** Lets Axon write and read events under the names of {@link EventNames} in the form of {@link EventJson}. */
public final class NamedEventSerializer extends JacksonSerializer {

    private final EventForms forms;

    private NamedEventSerializer(Builder builder, EventForms forms) {
        super(builder);
        this.forms = forms;
    }

    public static NamedEventSerializer create() {
        return create(EventForms.RELEASED);
    }

    static NamedEventSerializer create(EventForms forms) {
        return new NamedEventSerializer(new Builder(), forms);
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
        return forms.entry(type.getName(), Integer.parseInt(type.getRevision())).type();
    }

    @Override
    public <S, T> T deserialize(SerializedObject<S> stored) {
        SerializedType type = stored.getType();
        if (SimpleSerializedType.emptyType().equals(type)
                || MetaData.class.getName().equals(type.getName())) {
            return super.deserialize(stored);
        }
        byte[] payload = getConverter().convert(stored.getData(), byte[].class);
        try {
            int revision = Integer.parseInt(type.getRevision());
            String today =
                    Integer.toString(forms.entry(type.getName(), revision).revision());
            return super.deserialize(new SimpleSerializedObject<>(
                    forms.today(type.getName(), revision, payload),
                    byte[].class,
                    new SimpleSerializedType(type.getName(), today)));
        } catch (IOException e) {
            throw new SerializationException("event '" + type.getName() + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
