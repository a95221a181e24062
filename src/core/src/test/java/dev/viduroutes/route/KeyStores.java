package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

/** Key stores for servers on this machine. */
public final class KeyStores {

    private KeyStores() {}

    /** Makes a PKCS12 file with a key and a certificate of 127.0.0.1, which serves as trust store, too. */
    public static Path make(Path file, String password) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        // One of two certificates with the same name would not be found among what is trusted.
                        "CN=" + file.getFileName(),
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return file;
    }

    /** Makes a PKCS12 file that trusts whoever has one of these. */
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
}
