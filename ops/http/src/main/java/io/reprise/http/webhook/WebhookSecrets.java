package io.reprise.http.webhook;

import io.reprise.domain.model.webhook.WebhookId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The secrets that webhooks' messages are signed with (Standard Webhooks 1.0). None is kept: each is made of the installation's key,
 * the webhook's name and a number, so there is none to lose, in the log or elsewhere.
 */
@Component
final class WebhookSecrets {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    @Autowired
    WebhookSecrets(@Value("${reprise.home}") Path home, @Value("${reprise.webhook-key:}") String chosen)
            throws IOException {
        this(
                chosen.isBlank()
                        ? kept(home.resolve("keys").resolve("webhook.key"))
                        : chosen.getBytes(StandardCharsets.UTF_8));
    }

    WebhookSecrets(byte[] key) {
        this.key = key.clone();
    }

    private static byte[] kept(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            byte[] fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            // A temporary file is its owner's alone, and it appears under its name whole.
            Path made = Files.createTempFile(file.getParent(), "webhook", ".new");
            Files.write(made, fresh);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readAllBytes(file);
    }

    /** As whoever is told needs it. */
    String text(WebhookId webhook, int number) {
        return PREFIX + Base64.getEncoder().encodeToString(secret(webhook, number));
    }

    /** Value of the header {@code webhook-signature}. */
    String signature(WebhookId webhook, int number, String id, long epochSeconds, byte[] body) {
        byte[] head = (id + "." + epochSeconds + ".").getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac(secret(webhook, number), head, body));
    }

    private byte[] secret(WebhookId webhook, int number) {
        return mac(key, ("webhook/" + webhook + "/" + number).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
