package dev.viduroutes.http;

import java.io.IOException;
import java.net.Socket;
import org.apache.hc.client5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/**
 * Connections that log nothing of what goes over them. Those of Apache's client write every header and every byte into the log
 * if the loggers of its wire are on, as they are wherever everything is logged: the API key, and callback URLs.
 */
final class UnloggedConnectionFactory implements HttpConnectionFactory<ManagedHttpClientConnection> {

    private final Http1Config config;

    UnloggedConnectionFactory(Http1Config config) {
        this.config = config;
    }

    @Override
    public ManagedHttpClientConnection createConnection(Socket socket) throws IOException {
        UnloggedConnection connection = new UnloggedConnection(
                config,
                DefaultContentLengthStrategy.INSTANCE,
                new DefaultHttpRequestWriterFactory(config),
                new DefaultHttpResponseParserFactory(config));
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }
}
