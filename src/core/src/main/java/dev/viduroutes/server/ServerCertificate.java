package dev.viduroutes.server;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.ServerTlsSettings;
import dev.viduroutes.settings.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.KeyStoreOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Certificate and key of a server, as their files were when they were read.
 *
 * @param files what was read, to be compared with what the files hold later
 * @param until when the certificate expires
 */
record ServerCertificate(List<Buffer> files, KeyCertOptions options, Instant until) {

    /** How the older of Java's two kinds of key stores begins. */
    private static final byte[] JKS = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};

    private static final int LONGEST_REASON = 200;

    /** @throws SettingsException if they do not hold a key and its certificate; the message names the settings */
    static ServerCertificate read(Vertx vertx, ServerTlsSettings settings) {
        try {
            List<Buffer> files = content(settings);
            KeyCertOptions options = options(settings, files);
            X509Certificate own = own(options, vertx);
            return new ServerCertificate(files, options, own.getNotAfter().toInstant());
        } catch (Exception unusable) {
            throw refused(settings, unusable);
        }
    }

    /** @return whether the files hold something else now */
    boolean isOutdated(ServerTlsSettings settings) throws IOException {
        return !content(settings).equals(files);
    }

    private static List<Buffer> content(ServerTlsSettings settings) throws IOException {
        Stream<String> names =
                settings.isPem() ? Stream.of(settings.certificate(), settings.key()) : Stream.of(settings.keyStore());
        List<Buffer> content = new ArrayList<>();
        for (String name : names.toList()) {
            content.add(Buffer.buffer(Files.readAllBytes(Path.of(name))));
        }
        return List.copyOf(content);
    }

    private static KeyCertOptions options(ServerTlsSettings settings, List<Buffer> files) {
        if (settings.isPem()) {
            return new PemKeyCertOptions().addCertValue(files.get(0)).addKeyValue(files.get(1));
        }
        byte[] begin =
                files.get(0).getBytes(0, Math.min(JKS.length, files.get(0).length()));
        return new KeyStoreOptions()
                .setType(Arrays.equals(begin, JKS) ? "JKS" : "PKCS12")
                .setPassword(settings.keyStorePassword())
                .setValue(files.get(0));
    }

    /** Neither Java nor Vert.x looks whether the two belong together before somebody connects. */
    private static X509Certificate own(KeyCertOptions options, Vertx vertx) throws Exception {
        for (KeyManager manager : options.getKeyManagerFactory(vertx).getKeyManagers()) {
            for (String type : List.of("RSA", "EC", "EdDSA", "DSA")) {
                X509KeyManager keys = (X509KeyManager) manager;
                String[] aliases = keys.getServerAliases(type, null);
                if (aliases != null) {
                    X509Certificate own = keys.getCertificateChain(aliases[0])[0];
                    check(own, keys.getPrivateKey(aliases[0]));
                    return own;
                }
            }
        }
        throw new GeneralSecurityException("there is no private key with a certificate in it");
    }

    private static void check(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519" -> "EdDSA";
            default -> "SHA256with" + key.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key is not the certificate's");
        }
    }

    private static SettingsException refused(ServerTlsSettings settings, Exception why) {
        String what = settings.isPem()
                ? settings.prefix() + "certificate is " + settings.certificate() + " and " + settings.prefix()
                        + "key is " + settings.key()
                        + "; they must be a PEM certificate and its private key, not encrypted: "
                : settings.prefix() + "key-store is " + settings.keyStore()
                        + "; it must be a PKCS12 or JKS key store with a key, and " + settings.prefix()
                        + "key-store-password its password: ";
        return new SettingsException(
                List.of(what + SanitizedText.of(String.valueOf(why.getMessage()), LONGEST_REASON)));
    }
}
