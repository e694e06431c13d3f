package org.trapline.evidence.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import org.subethamail.smtp.internal.proxy.ProxyHandler;
import org.subethamail.smtp.server.Session;

/** Believes a PROXY header of those who are listed and of nobody else, for whom its line is an unknown command. */
final class TrustedProxies implements ProxyHandler {

    private final List<Network> networks;

    TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    @Override
    public ProxyResult handle(InputStream in, OutputStream out, Session session) throws IOException {
        InetSocketAddress peer = session.getRealRemoteAddress();
        if (networks.stream().noneMatch(n -> n.contains(peer.getAddress()))) {
            return ProxyResult.NOP;
        }
        InetSocketAddress client = ProxyHeader.read(in);
        return client == null ? ProxyResult.NOP : new ProxyResult(client);
    }
}
