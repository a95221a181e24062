package dev.viduroutes.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** A name server that answers as a test says. */
record ScriptedNames(Answer answer) implements DnsResolver {

    /** What it says of a name. */
    interface Answer {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return answer.of(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
