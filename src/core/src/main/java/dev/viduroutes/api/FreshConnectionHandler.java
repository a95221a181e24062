package dev.viduroutes.api;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Gives each submit a connection that nothing was sent over before. A server may close a kept connection at any moment; if
 * that is the moment when a submit leaves, nobody knows whether it arrived. Status calls are asked again, and may use what
 * is kept.
 */
final class FreshConnectionHandler implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ExecRuntime connection = scope.execRuntime;
        if (SubmitGuard.isSubmit(request.getEntity())) {
            connection.acquireEndpoint(scope.exchangeId, scope.route, null, scope.clientContext);
            // The next link of the chain connects what is not connected.
            connection.disconnectEndpoint();
        }
        return chain.proceed(request, scope);
    }
}
