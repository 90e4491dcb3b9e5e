package io.reprise.benchmarks.eventlog;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;

/** The events of the trace as the bytes a store has to keep: names, payload and metadata, each with its length. */
final class EncodedEvents {

    private EncodedEvents() {}

    /** The events of some campaigns, for those who write bytes and do not care which. */
    static List<byte[]> ofCampaigns(CampaignTrace trace, int campaigns) {
        Serializer serializer = AxonStore.serializer();
        List<byte[]> encoded = new ArrayList<>();
        for (int campaign = 0; campaign < campaigns; campaign++) {
            trace.messages(0, campaign).forEach(message -> encoded.add(encode(message, serializer)));
        }
        return encoded;
    }

    private static byte[] encode(DomainEventMessage<?> message, Serializer serializer) {
        var payload = message.serializePayload(serializer, byte[].class);
        var metadata = message.serializeMetaData(serializer, byte[].class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(message.getSequenceNumber());
            out.writeLong(message.getTimestamp().toEpochMilli());
            write(out, message.getIdentifier().getBytes(StandardCharsets.UTF_8));
            write(out, message.getAggregateIdentifier().getBytes(StandardCharsets.UTF_8));
            write(out, message.getType().getBytes(StandardCharsets.UTF_8));
            write(out, payload.getType().getName().getBytes(StandardCharsets.UTF_8));
            write(out, payload.getData());
            write(out, metadata.getData());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
