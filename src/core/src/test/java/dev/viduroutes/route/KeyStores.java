package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Key stores for servers on this machine. */
public final class KeyStores {

    private KeyStores() {}

    /** Makes a PKCS12 file with a key and a certificate of 127.0.0.1, which serves as trust store, too. */
    public static Path make(Path file, String password) throws Exception {
        return make(file, password, "san=ip:127.0.0.1");
    }

    /** @param options more of keytool's, such as {@code san=dns:other.example} or a date */
    public static Path make(Path file, String password, String name, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "RSA",
                "-dname",
                // One of two certificates with the same name would not be found among what is trusted.
                "CN=" + file.getFileName(),
                "-ext",
                name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                password));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return file;
    }

    /** Makes a PKCS12 file that trusts the certificates of these. */
    public static Path trusting(Path file, String password, Path... stores) throws Exception {
        KeyStore trusting = KeyStore.getInstance("PKCS12");
        trusting.load(null, null);
        for (Path store : stores) {
            KeyStore trusted = KeyStore.getInstance(store.toFile(), password.toCharArray());
            trusting.setCertificateEntry(store.getFileName().toString(), trusted.getCertificate("broker"));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            trusting.store(out, password.toCharArray());
        }
        return file;
    }

    /** Writes certificate and key of such a file as PEM, as certbot and cert-manager do. */
    public static void toPem(Path keyStore, String password, Path certificate, Path key) throws Exception {
        KeyStore store = KeyStore.getInstance(keyStore.toFile(), password.toCharArray());
        String alias = store.aliases().nextElement();
        // Each is there as a whole or not at all.
        replace(
                key,
                pem("PRIVATE KEY", store.getKey(alias, password.toCharArray()).getEncoded()));
        replace(certificate, pem("CERTIFICATE", store.getCertificate(alias).getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    private static void replace(Path file, String content) throws IOException {
        Path part = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @return what trusts whoever has one of these, and nobody else */
    public static SSLContext contextTrusting(String password, Path... stores) throws Exception {
        Path file = trusting(Files.createTempFile("trusted", ".p12"), password, stores);
        KeyStore trusted = KeyStore.getInstance(file.toFile(), password.toCharArray());
        Files.delete(file);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
