package io.reprise.domain.model.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, 192.0.2.0/24",
        "255.255.255.255, 255.255.255.0/24",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:0/48",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/48",
        "::ffff:192.0.2.77, 192.0.2.0/24",
        "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:0/48",
    })
    void of_an_address_only_its_network_is_kept(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({"256.1.1.1", "1.2.3", "example.org", "'a:b'", "''", "1.2.3.4.5"})
    void what_is_no_address_is_looked_up_nowhere_and_kept_nowhere(String text) {
        assertThat(Network.of(text)).isEmpty();
    }
}
