package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A two-dimensional array of 32-bit floats, as it entered or left a model.
 *
 * @param rows number of rows
 * @param columns values per row
 * @param values row-major, {@code rows * columns} of them, all finite; not copied: do not change it
 */
public record Tensor(int rows, int columns, float[] values) {

    public Tensor {
        if (rows < 0 || columns < 0 || values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "a " + rows + "×" + columns + " tensor cannot have " + values.length + " values");
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("a tensor holds finite values, but there was " + value);
            }
        }
    }

    public float at(int row, int column) {
        return values[row * columns + column];
    }

    /** Little-endian: rows and columns as 32-bit integers, then the values. The evidence store's form. */
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(8 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(rows).putInt(columns);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    /** @throws IllegalArgumentException if these are not the bytes of a tensor, no more and no fewer */
    public static Tensor fromBytes(byte[] bytes) {
        if (bytes.length < 8) {
            throw new IllegalArgumentException("a tensor takes at least 8 bytes, but there were " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int rows = buffer.getInt();
        int columns = buffer.getInt();
        // Looked at before the array is made: damaged bytes could ask for any size.
        if (rows < 0 || columns < 0 || bytes.length - 8L != 4L * rows * columns) {
            throw new IllegalArgumentException(
                    "a " + rows + "×" + columns + " tensor does not take " + bytes.length + " bytes");
        }
        float[] values = new float[rows * columns];
        buffer.asFloatBuffer().get(values);
        return new Tensor(rows, columns, values);
    }

    /** SHA-256 of {@link #toBytes()}. */
    public String sha256() {
        return Sha256.hex(toBytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
