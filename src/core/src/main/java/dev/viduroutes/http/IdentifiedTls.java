package dev.viduroutes.http;

import dev.viduroutes.network.Network;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/** TLS that shows our certificate to proxies, and what is given to all others. */
public final class IdentifiedTls implements TlsSocketStrategy {

    private final Network network;
    private final TlsSocketStrategy forProxies;
    private final TlsSocketStrategy forOthers;

    public IdentifiedTls(Network network, TlsSocketStrategy forOthers) {
        this.network = network;
        this.forOthers = forOthers;
        forProxies = strict(network.tls().identified());
    }

    /** @return TLS that checks the host's name twice, as Apache's client does by itself */
    public static TlsSocketStrategy strict(SSLContext context) {
        return new DefaultClientTlsStrategy(
                context, HostnameVerificationPolicy.BOTH, HttpsSupport.getDefaultHostnameVerifier());
    }

    @Override
    public SSLSocket upgrade(Socket socket, String host, int port, Object attachment, HttpContext context)
            throws IOException {
        boolean proxy = network.proxies().at(host, port).isPresent();
        return (proxy ? forProxies : forOthers).upgrade(socket, host, port, attachment, context);
    }
}
