package org.trapline.evidence.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that says over a real socket exactly what a test tells it to. */
final class SmtpClient implements AutoCloseable {

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private SmtpClient(Socket socket) throws IOException {
        use(socket);
    }

    static SmtpClient connect(int port) throws IOException {
        return connect(port, "127.0.0.1");
    }

    /** From one of the loopback network's addresses. */
    static SmtpClient connect(int port, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(30_000);
        return new SmtpClient(socket);
    }

    private void use(Socket used) throws IOException {
        socket = used;
        in = new BufferedInputStream(used.getInputStream());
        out = used.getOutputStream();
    }

    SmtpClient greeted() throws IOException {
        expect("220");
        return say("EHLO client.example", "250");
    }

    SmtpClient mail(String from, String... recipients) throws IOException {
        say("MAIL FROM:<" + from + ">", "250");
        for (String recipient : recipients) {
            say("RCPT TO:<" + recipient + ">", "250");
        }
        return this;
    }

    /** The reply to a message whose dots are stuffed already. */
    String data(byte[] stuffed) throws IOException {
        say("DATA", "354");
        send(stuffed);
        send("\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
        return reply();
    }

    SmtpClient say(String command, String expected) throws IOException {
        send((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return expect(expected);
    }

    SmtpClient send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    SmtpClient expect(String code) throws IOException {
        assertThat(reply()).startsWith(code);
        return this;
    }

    /** All lines of a reply; empty when the server has closed the connection. */
    String reply() throws IOException {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            line.append((char) c);
            if (c == '\n') {
                lines.append(line);
                if (line.length() > 3 && line.charAt(3) == ' ') {
                    return lines.toString();
                }
                line.setLength(0);
            }
        }
        return lines.toString();
    }

    SmtpClient startTls() throws IOException, GeneralSecurityException {
        say("STARTTLS", "220");
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        use(context.getSocketFactory().createSocket(socket, "mx.trapline.example", socket.getPort(), true));
        return say("EHLO client.example", "250");
    }

    int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class AnyCertificate implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
