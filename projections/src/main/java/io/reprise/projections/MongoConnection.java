package io.reprise.projections;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A MongoDB by its connection string, as every process of an installation opens it. The driver checks the server's certificate and
 * name where the string asks for TLS, but has no word in it for whom to believe: that is a file of certificates beside it.
 */
public final class MongoConnection {

    private MongoConnection() {}

    /**
     * @param uri {@code mongodb://} or {@code mongodb+srv://}
     * @param authority PEM file of who signs the server's certificate, or of that itself; null or blank for whom the JDK trusts
     * @throws IllegalArgumentException if the file cannot be used, or is named for a connection without TLS
     */
    public static MongoClient open(String uri, String authority) {
        ConnectionString connection = new ConnectionString(uri);
        MongoClientSettings.Builder settings = MongoClientSettings.builder().applyConnectionString(connection);
        if (authority != null && !authority.isBlank()) {
            if (!Boolean.TRUE.equals(connection.getSslEnabled())) {
                throw new IllegalArgumentException("REPRISE_MONGODB_CA says whose certificate is believed, but"
                        + " REPRISE_MONGODB_URI does not ask for TLS: add tls=true to it");
            }
            SSLContext trusting = trusting(Path.of(authority));
            settings.applyToSslSettings(ssl -> ssl.context(trusting));
        }
        return MongoClients.create(settings.build());
    }

    private static SSLContext trusting(Path authority) {
        try (InputStream file = Files.newInputStream(authority)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(file);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("REPRISE_MONGODB_CA: there is no certificate in " + authority);
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "REPRISE_MONGODB_CA: " + authority + " is not a file of certificates in PEM form: "
                            + e.getMessage(),
                    e);
        }
    }
}
