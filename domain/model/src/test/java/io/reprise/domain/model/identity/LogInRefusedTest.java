package io.reprise.domain.model.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.identity.IdentityEvent.LogInRefused;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogInRefusedTest {

    private static LogInRefused refused(Optional<String> name, Optional<String> pseudonym) {
        return new LogInRefused(name, pseudonym, null, null, "192.0.2.0/24", 0, Instant.EPOCH);
    }

    @Test
    void whose_name_is_not_kept_has_none() {
        assertThat(refused(null, null)).isEqualTo(refused(Optional.empty(), Optional.empty()));
        LogInRefused known = refused(Optional.of("mei"), Optional.of("p"));
        assertThat(known.name()).contains("mei");
        assertThat(known.pseudonym()).contains("p");
    }
}
