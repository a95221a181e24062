package dev.viduroutes.http;

import dev.viduroutes.network.Network;
import dev.viduroutes.network.Proxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.Credentials;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;

/**
 * What becomes of the tunnels of AWS's client. It takes what a proxy answers instead of opening one for the answer of the
 * server, so it has to be known whether there was a tunnel: each connection begins with a lookup, and a tunnel ends
 * with TLS. A call stays on one thread.
 */
final class SdkTunnels implements DnsResolver {

    private final Network network;
    private final ThreadLocal<Boolean> opening = ThreadLocal.withInitial(() -> false);
    private final ThreadLocal<Boolean> tunnelled = ThreadLocal.withInitial(() -> false);

    SdkTunnels(Network network) {
        this.network = network;
    }

    /** A call begins: it may find a connection that stands. */
    void begin(boolean needsTunnel) {
        opening.remove();
        tunnelled.set(needsTunnel);
    }

    /** @return whether the call began to connect, and did not come as far as TLS with the server */
    boolean isStuck() {
        return opening.get();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        opening.set(true);
        return InetAddress.getAllByName(host);
    }

    /** @return the logins of the proxies, for them alone, and for tunnels: other requests have them from the start */
    CredentialsProvider logins(Proxies proxies) {
        return new CredentialsProvider() {
            @Override
            public Credentials getCredentials(AuthScope asking) {
                return proxies.at(asking.getHost(), asking.getPort())
                        .filter(proxy -> tunnelled.get() && !proxy.login().isEmpty())
                        .map(proxy -> new UsernamePasswordCredentials(proxy.user(), proxy.password()))
                        .orElse(null);
            }

            @Override
            public void setCredentials(AuthScope scope, Credentials credentials) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void clear() {}
        };
    }

    /** @return TLS that trusts whom the settings say, and shows our certificate to proxies alone */
    SSLConnectionSocketFactory tls() {
        return new TunnelTls(
                network.tls().anonymous(),
                new SSLConnectionSocketFactory(network.tls().identified()));
    }

    private final class TunnelTls extends SSLConnectionSocketFactory {

        private final SSLConnectionSocketFactory identified;

        TunnelTls(SSLContext anonymous, SSLConnectionSocketFactory identified) {
            super(anonymous);
            this.identified = identified;
        }

        /** The first hop: a server, or a proxy. */
        @Override
        public Socket connectSocket(
                int timeoutMillis,
                Socket socket,
                HttpHost host,
                InetSocketAddress remote,
                InetSocketAddress local,
                HttpContext context)
                throws IOException {
            boolean proxy =
                    network.proxies().at(host.getHostName(), host.getPort()).isPresent();
            return proxy
                    ? identified.connectSocket(timeoutMillis, socket, host, remote, local, context)
                    : super.connectSocket(timeoutMillis, socket, host, remote, local, context);
        }

        @Override
        public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
                throws IOException {
            opening.set(false);
            return super.createLayeredSocket(socket, target, port, context);
        }
    }
}
