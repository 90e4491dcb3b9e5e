package io.reprise.server;

import com.ongres.scram.common.ClientFirstMessage;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.ServerFinalMessage;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramParseException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One log-in by SCRAM-SHA-256 from the server's side (RFC 5802, RFC 7677), with the messages and functions of a kept library. */
final class ScramLogIn {

    private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_256;
    private static final int ITERATIONS = 15_000; // As many as mongod keeps.
    private static final int RANDOM_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a server keeps of somebody's password. */
    record Kept(byte[] salt, byte[] storedKey, byte[] serverKey) {
        static Kept of(String password) {
            byte[] salt = ScramFunctions.salt(RANDOM_BYTES, RANDOM);
            byte[] salted = ScramFunctions.saltedPassword(
                    MECHANISM, StringPreparation.SASL_PREPARATION, password.toCharArray(), salt, ITERATIONS);
            return new Kept(
                    salt,
                    ScramFunctions.storedKey(MECHANISM, ScramFunctions.clientKey(MECHANISM, salted)),
                    ScramFunctions.serverKey(MECHANISM, salted));
        }
    }

    private final Kept kept;
    private final ClientFirstMessage clientFirst;
    private final ServerFirstMessage serverFirst;

    private ScramLogIn(Kept kept, ClientFirstMessage clientFirst) {
        this.kept = kept;
        this.clientFirst = clientFirst;
        this.serverFirst = new ServerFirstMessage(
                clientFirst.getClientNonce(),
                ScramFunctions.nonce(RANDOM_BYTES, RANDOM),
                Base64.getEncoder().encodeToString(kept.salt()),
                ITERATIONS);
    }

    /** @return empty where the message is none, or nobody of its name is known */
    static Optional<ScramLogIn> begin(byte[] message, Map<String, Kept> people) {
        try {
            ClientFirstMessage first = ClientFirstMessage.parseFrom(new String(message, StandardCharsets.UTF_8));
            return Optional.ofNullable(people.get(first.getUsername())).map(kept -> new ScramLogIn(kept, first));
        } catch (ScramParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    byte[] challenge() {
        return serverFirst.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @return what proves to the client that this is the server it knows; empty where the client proved nothing */
    Optional<byte[]> finish(byte[] message) {
        Map<String, String> answer = Arrays.stream(new String(message, StandardCharsets.UTF_8).split(","))
                .collect(Collectors.toMap(part -> part.substring(0, 1), part -> part.substring(2)));
        String all = ScramFunctions.authMessage(clientFirst, serverFirst, null);
        return answer.get("r").equals(serverFirst.getNonce())
                        && ScramFunctions.verifyClientProof(
                                MECHANISM, Base64.getDecoder().decode(answer.get("p")), kept.storedKey(), all)
                ? Optional.of(new ServerFinalMessage(ScramFunctions.serverSignature(MECHANISM, kept.serverKey(), all))
                        .toString()
                        .getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
