package io.reprise.ml.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.domain.model.decision.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A message of the Open Inference Protocol (KServe V2, REST) with one FP32 tensor of two dimensions: JSON, or with the
 * extension {@code binary_tensor_data} JSON followed by the values as little-endian bytes. Both keep every bit.
 */
final class TensorMessage {

    static final String BINARY = "binary_tensor_data";
    /** Header that says how long the JSON is where values follow it. */
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private static final String SIZE = "binary_data_size";

    // A float read by way of a double could be rounded twice.
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The other side sent what the protocol does not allow. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    /** @param jsonLength how much of {@code body} is JSON; empty where all of it is */
    record Encoded(byte[] body, OptionalInt jsonLength) {}

    /** @param header the JSON, without values that followed it */
    record Decoded(JsonNode header, Tensor tensor) {}

    private TensorMessage() {}

    /** @param message gets the tensor as the only one in {@code list}, which is {@code inputs} or {@code outputs} */
    static Encoded encode(ObjectNode message, String list, String name, Tensor tensor, boolean isBinary) {
        ObjectNode described = message.putArray(list).addObject().put("name", name);
        described.putArray("shape").add(tensor.rows()).add(tensor.columns());
        described.put("datatype", "FP32");
        if (!isBinary) {
            ArrayNode data = described.putArray("data");
            for (float value : tensor.values()) {
                data.add(value);
            }
            return new Encoded(bytes(message), OptionalInt.empty());
        }
        int size = 4 * tensor.values().length;
        described.putObject("parameters").put(SIZE, size);
        byte[] json = bytes(message);
        byte[] body = Arrays.copyOf(json, json.length + size);
        ByteBuffer.wrap(body, json.length, size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(tensor.values());
        return new Encoded(body, OptionalInt.of(json.length));
    }

    static byte[] bytes(JsonNode message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON cannot be written", e);
        }
    }

    /** @throws Malformed where it is no such message, or its values are not finite or not as many as its shape says */
    static Decoded decode(byte[] body, OptionalInt jsonLength, String list) throws Malformed {
        int length = jsonLength.orElse(body.length);
        if (length < 0 || length > body.length) {
            throw new Malformed(JSON_LENGTH + " is " + length + ", but the body has " + body.length + " bytes");
        }
        JsonNode header;
        try {
            header = JSON.readTree(body, 0, length);
        } catch (IOException e) {
            throw new Malformed("the message is not JSON: " + firstLine(e.getMessage()));
        }
        JsonNode tensors = header.path(list);
        if (tensors.size() != 1) {
            throw new Malformed(list + " must hold one tensor, but holds " + tensors.size());
        }
        return new Decoded(header, tensor(tensors.get(0), body, length));
    }

    private static Tensor tensor(JsonNode described, byte[] body, int jsonLength) throws Malformed {
        JsonNode shape = described.path("shape");
        String type = described.path("datatype").asText();
        if (!type.equals("FP32") || shape.size() != 2) {
            throw new Malformed("a tensor is FP32 with a shape of two numbers, but was " + type + " " + shape);
        }
        long rows = shape.get(0).asLong(-1);
        long columns = shape.get(1).asLong(-1);
        boolean isBinary = described.path("parameters").has(SIZE);
        long there = isBinary ? body.length - (long) jsonLength : body.length * 4L;
        // Looked at before the array is made: a shape could ask for any size.
        if (rows < 0 || columns < 0 || columns > Integer.MAX_VALUE || rows > there / 4 || rows * columns > there / 4) {
            throw new Malformed(
                    "a tensor of shape " + shape + " does not fit its message of " + body.length + " bytes");
        }
        float[] values = new float[(int) (rows * columns)];
        if (isBinary) {
            if (there != 4L * values.length
                    || described.path("parameters").path(SIZE).asLong() != there) {
                throw new Malformed("a tensor of shape " + shape + " takes " + 4L * values.length + " bytes, but "
                        + there + " follow the JSON");
            }
            ByteBuffer.wrap(body, jsonLength, values.length * 4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
        } else if (flat(described.path("data"), values, 0) != values.length) {
            throw new Malformed("a tensor of shape " + shape + " has " + values.length + " values");
        }
        try {
            return new Tensor((int) rows, (int) columns, values);
        } catch (IllegalArgumentException e) {
            throw new Malformed(e.getMessage());
        }
    }

    /** Data may be flat or nested as deep as the shape. @return how many values are filled */
    private static int flat(JsonNode data, float[] values, int filled) throws Malformed {
        int at = filled;
        for (JsonNode each : data) {
            if (each.isArray()) {
                at = flat(each, values, at);
            } else if (!each.isNumber() || at == values.length) {
                throw new Malformed("data holds " + (each.isNumber() ? "too many values" : "what is no number"));
            } else {
                values[at++] = each.floatValue();
            }
        }
        return at;
    }

    static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
