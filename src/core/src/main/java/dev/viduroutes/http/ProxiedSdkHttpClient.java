package dev.viduroutes.http;

import dev.viduroutes.network.Network;
import dev.viduroutes.network.ProxyException;
import dev.viduroutes.settings.ProxyAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** AWS's client behind a proxy: what the proxy says is an exception, not an answer of S3 or SQS. */
final class ProxiedSdkHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;
    private final Network network;
    private final SdkTunnels tunnels;

    ProxiedSdkHttpClient(SdkHttpClient client, Network network, SdkTunnels tunnels) {
        this.client = client;
        this.network = network;
        this.tunnels = tunnels;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        SdkHttpRequest target = request.httpRequest();
        Optional<ProxyAddress> proxy = network.proxies().proxyFor(target.protocol(), target.host(), target.port());
        return proxy.isEmpty()
                ? client.prepareRequest(request)
                : new ProxiedCall(client.prepareRequest(withLogin(request, proxy.get())), target, proxy.get());
    }

    /** Only a request without a tunnel is read by the proxy; AWS's client would send it twice, body and all, to log in. */
    private static HttpExecuteRequest withLogin(HttpExecuteRequest request, ProxyAddress proxy) {
        if (isTunnelled(request.httpRequest()) || proxy.authorization().isEmpty()) {
            return request;
        }
        return HttpExecuteRequest.builder()
                .request(request.httpRequest().toBuilder()
                        .putHeader("Proxy-Authorization", proxy.authorization().get())
                        .build())
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .build();
    }

    private static boolean isTunnelled(SdkHttpRequest target) {
        return target.protocol().equals("https");
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private final class ProxiedCall implements ExecutableHttpRequest {

        private final ExecutableHttpRequest call;
        private final SdkHttpRequest target;
        private final ProxyAddress proxy;
        private volatile boolean aborted;

        private ProxiedCall(ExecutableHttpRequest call, SdkHttpRequest target, ProxyAddress proxy) {
            this.call = call;
            this.target = target;
            this.proxy = proxy;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            tunnels.begin(isTunnelled(target));
            HttpExecuteResponse answer = answer();
            if (isOfProxy(answer.httpResponse())) {
                answer.responseBody().ifPresent(body -> body.abort());
                throw told(ProxyException.refused(
                        proxy,
                        target.host() + ":" + target.port(),
                        answer.httpResponse().statusCode()));
            }
            network.proxyLog().works(proxy);
            return answer;
        }

        private boolean isOfProxy(SdkHttpResponse answer) {
            String error =
                    answer.firstMatchingHeader(ProxyException.ERROR_HEADER).orElse("");
            return isTunnelled(target) ? tunnels.isStuck() : ProxyException.isOfProxy(answer.statusCode(), error);
        }

        private HttpExecuteResponse answer() throws IOException {
            try {
                return call.call();
            } catch (SSLException ofServerOrProxy) {
                throw ofServerOrProxy;
            } catch (IOException failed) {
                throw isBeforeServer(failed) ? told(ProxyException.away(proxy, failed)) : failed;
            }
        }

        /** Without a tunnel it is only known of what failed while it connected. */
        private boolean isBeforeServer(IOException failed) {
            // We gave it up, or no connection of the pool came free.
            if (aborted || failed instanceof ConnectionPoolTimeoutException) {
                return false;
            }
            boolean connecting = failed instanceof ConnectException
                    || failed instanceof ConnectTimeoutException
                    || failed instanceof UnknownHostException;
            return connecting || isTunnelled(target) && tunnels.isStuck();
        }

        private ProxyException told(ProxyException trouble) {
            network.proxyLog().failed(trouble);
            return trouble;
        }

        @Override
        public void abort() {
            aborted = true;
            call.abort();
        }
    }
}
