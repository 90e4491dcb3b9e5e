package io.reprise.projections;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoSecurityException;
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

    /** What MongoDB answers to whoever is not logged in, or may not do what is asked. */
    private static final int UNAUTHORIZED = 13;

    private MongoConnection() {}

    /**
     * The connection, once whoever the string names was let in and may use the database. Errors hold no password, nor what
     * brought them about, as the driver may repeat a part of the string.
     *
     * @param uri {@code mongodb://} or {@code mongodb+srv://}
     * @param authority PEM file of who signs the server's certificate, or of that itself; null or blank for whom the JDK trusts
     * @param database whose collections are listed to see it
     * @throws IllegalArgumentException if the string or the file cannot be used, or the log-in is refused
     * @throws com.mongodb.MongoTimeoutException if no server answers
     */
    public static MongoClient open(String uri, String authority, String database) {
        MongoClient client = lazily(uri, authority);
        try {
            client.getDatabase(database).listCollectionNames().first();
            return client;
        } catch (MongoSecurityException e) {
            client.close();
            throw refused(e.getCredential(), e);
        } catch (MongoCommandException e) {
            client.close();
            throw e.getErrorCode() == UNAUTHORIZED ? refused(read(uri).getCredential(), database) : e;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static IllegalArgumentException refused(MongoCredential credential, MongoSecurityException e) {
        String said = e.getCause() instanceof MongoCommandException answer ? " (" + answer.getErrorMessage() + ")" : "";
        return new IllegalArgumentException("REPRISE_MONGODB_URI: MongoDB refuses the log-in of '"
                + credential.getUserName() + "', looked up in the database '" + credential.getSource() + "'" + said
                + ": check the name and the password, and name the database that keeps them with authSource=");
    }

    private static IllegalArgumentException refused(MongoCredential credential, String database) {
        return new IllegalArgumentException(
                credential == null
                        ? "REPRISE_MONGODB_URI: MongoDB asks for a log-in, and nobody is named: write mongodb://NAME:PASSWORD@ before"
                                + " the host"
                        : "REPRISE_MONGODB_URI: '" + credential.getUserName() + "' may not use the database '"
                                + database
                                + "': give them the role readWrite on it, or name another in REPRISE_MONGODB_DATABASE");
    }

    /** The driver's own words may repeat a part of a password that holds what a URI has to escape. */
    private static ConnectionString read(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException e) {
            String why = uri.contains("@")
                    ? "write what is not a letter or digit in name and password as %XX, and see that host and options are right"
                    : e.getMessage();
            throw new IllegalArgumentException("REPRISE_MONGODB_URI cannot be read: " + why);
        }
    }

    /** Connects when it is first used. */
    private static MongoClient lazily(String uri, String authority) {
        ConnectionString connection = read(uri);
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
