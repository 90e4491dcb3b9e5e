package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {

    private static final Tensor TWO_BY_THREE = new Tensor(2, 3, new float[] {1, 2, 3, 4, 5, 6.5f});

    @Test
    void values_lie_row_by_row() {
        assertThat(TWO_BY_THREE.at(0, 2)).isEqualTo(3);
        assertThat(TWO_BY_THREE.at(1, 0)).isEqualTo(4);
        assertThat(TWO_BY_THREE.at(1, 2)).isEqualTo(6.5f);
    }

    @Test
    void its_bytes_are_rows_columns_and_values_the_low_byte_first() {
        ByteBuffer written = ByteBuffer.wrap(TWO_BY_THREE.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(written.remaining()).isEqualTo(32);
        assertThat(written.get(0)).isEqualTo((byte) 2);
        assertThat(written.getInt(4)).isEqualTo(3);
        assertThat(written.getFloat(8)).isEqualTo(1);
        assertThat(written.getFloat(28)).isEqualTo(6.5f);
        assertThat(Tensor.fromBytes(TWO_BY_THREE.toBytes())).isEqualTo(TWO_BY_THREE);
        assertThat(TWO_BY_THREE.sha256()).isEqualTo(Sha256.hex(TWO_BY_THREE.toBytes()));
    }

    @Test
    void one_without_rows_or_columns_is_one_too() {
        for (Tensor empty : new Tensor[] {
            new Tensor(0, 0, new float[0]), new Tensor(0, 3, new float[0]), new Tensor(3, 0, new float[0])
        }) {
            assertThat(Tensor.fromBytes(empty.toBytes())).isEqualTo(empty);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 1, 0", "1, -1, 0", "-2, -3, 6", "2, 3, 5", "2, 3, 7", "65536, 65536, 0"})
    void as_many_values_as_rows_and_columns_make_and_no_others(int rows, int columns, int values) {
        assertThatThrownBy(() -> new Tensor(rows, columns, new float[values]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot have " + values + " values");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void what_is_no_number_is_refused(float value) {
        assertThatThrownBy(() -> new Tensor(1, 2, new float[] {1, value}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite");
    }

    @Test
    void bytes_that_are_cut_or_too_many_or_speak_of_a_size_that_cannot_be_are_refused() {
        byte[] bytes = TWO_BY_THREE.toBytes();
        assertRefused(new byte[7]);
        assertRefused(Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused(Arrays.copyOf(bytes, bytes.length + 4));
        assertRefused(size(-2, -3));
        assertRefused(size(-1, 0));
        assertRefused(size(0, -1));
        // 65,536 times as many are more than an integer counts: not to be taken for none.
        assertRefused(size(65_536, 65_536));
    }

    private static byte[] size(int rows, int columns) {
        int values = rows * columns;
        return ByteBuffer.allocate(8 + 4 * values)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(rows)
                .putInt(columns)
                .array();
    }

    private static void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> Tensor.fromBytes(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void two_are_the_same_when_their_shape_and_every_value_are() {
        Tensor same = new Tensor(2, 3, TWO_BY_THREE.values().clone());
        assertThat(same).isEqualTo(TWO_BY_THREE).hasSameHashCodeAs(TWO_BY_THREE);
        assertThat(same.hashCode()).isEqualTo(Arrays.hashCode(TWO_BY_THREE.values()));
        assertThat(new Tensor(3, 2, TWO_BY_THREE.values())).isNotEqualTo(TWO_BY_THREE);
        assertThat(new Tensor(2, 3, new float[] {1, 2, 3, 4, 5, 6})).isNotEqualTo(TWO_BY_THREE);
        assertThat(new Tensor(0, 2, new float[0])).isNotEqualTo(new Tensor(0, 3, new float[0]));
        assertThat(TWO_BY_THREE).isNotEqualTo("a tensor");
    }
}
