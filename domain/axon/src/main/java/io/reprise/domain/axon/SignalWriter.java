package io.reprise.domain.axon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.vocabulary.IsoInstant;
import java.io.IOException;
import java.util.Arrays;

/** Writes a signal as Jackson does, in half of the time: there are more of them in the log than of anything else. */
final class SignalWriter extends StdSerializer<Signal> {

    private static final SerializableString ACTION = new SerializedString("action");
    private static final SerializableString AT = new SerializedString("at");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString PRICE_CENTS = new SerializedString("priceCents");
    private static final SerializableString SHOPPER = new SerializedString("shopper");
    private static final SerializableString SKU = new SerializedString("sku");
    private static final SerializableString UNITS = new SerializedString("units");

    private static final SerializableString[] ACTIONS = Arrays.stream(Signal.Action.values())
            .map(action -> new SerializedString(action.name()))
            .toArray(SerializableString[]::new);

    SignalWriter() {
        super(Signal.class);
    }

    @Override
    public void serialize(Signal signal, JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeStartObject(signal);
        out.writeFieldName(ACTION);
        out.writeString(ACTIONS[signal.action().ordinal()]);
        out.writeFieldName(AT);
        out.writeString(IsoInstant.text(signal.at()));
        out.writeFieldName(ID);
        out.writeString(signal.id());
        out.writeFieldName(PRICE_CENTS);
        out.writeNumber(signal.priceCents());
        out.writeFieldName(SHOPPER);
        out.writeString(signal.shopper().value());
        out.writeFieldName(SKU);
        out.writeString(signal.sku().value());
        out.writeFieldName(UNITS);
        out.writeNumber(signal.units());
        out.writeEndObject();
    }
}
