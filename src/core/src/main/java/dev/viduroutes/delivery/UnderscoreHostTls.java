package dev.viduroutes.delivery;

import dev.viduroutes.http.IdentifiedTls;
import java.io.IOException;
import java.net.IDN;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * TLS also with hosts that have an underscore in their names, as old buckets do: Java neither tells the server such a name nor
 * compares it with the certificate, so both is done here.
 */
final class UnderscoreHostTls implements TlsSocketStrategy {

    private final SSLContext trust;
    private final TlsSocketStrategy usual;

    UnderscoreHostTls(SSLContext trust) {
        this.trust = trust;
        usual = IdentifiedTls.strict(trust);
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        // The client turns encoded names back into Unicode; certificates hold them encoded.
        String name = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        TlsSocketStrategy tls = name.indexOf('_') < 0 ? usual : new Named(trust, name);
        return tls.upgrade(socket, name, port, attachment, context);
    }

    private static final class Named extends DefaultClientTlsStrategy {

        private final String host;

        Named(SSLContext trust, String host) {
            super(trust, HostnameVerificationPolicy.CLIENT, HttpsSupport.getDefaultHostnameVerifier());
            this.host = host;
        }

        @Override
        protected void initializeSocket(SSLSocket socket) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new AnyName(host)));
            socket.setSSLParameters(parameters);
        }
    }

    /** Java's own class for names of hosts refuses underscores. */
    private static final class AnyName extends SNIServerName {

        AnyName(String host) {
            super(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
