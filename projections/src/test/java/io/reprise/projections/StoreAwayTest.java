package io.reprise.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class StoreAwayTest {

    private static SQLException general(Throwable cause) {
        return new SQLException("General error", "50000", cause);
    }

    /** As H2 fails where its file may not grow. */
    @Test
    void aFileThatADatabaseCannotWriteIsAStoreThatIsAway() {
        IOException full = new IOException("No space left on device");
        assertThat(StoreAway.isCauseOf(new IllegalStateException(general(new IllegalStateException(full)))))
                .isTrue();
    }

    @Test
    void anErrorOfADatabaseByItselfIsNot() {
        assertThat(StoreAway.isCauseOf(general(new IllegalStateException("a bug"))))
                .isFalse();
    }

    @Test
    void norIsWhatCannotBeReadOrWrittenElsewhere() {
        assertThat(StoreAway.isCauseOf(new IllegalStateException(new IOException("the caller is gone"))))
                .isFalse();
    }
}
