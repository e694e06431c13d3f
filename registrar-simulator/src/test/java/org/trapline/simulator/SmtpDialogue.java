package org.trapline.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One SMTP session by hand, so that the replies are seen as sent. */
final class SmtpDialogue {

    private SmtpDialogue() {}

    /** @return the server's last reply line: to RCPT when that was refused, else to the message */
    static String send(int port, String to, String message) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            reply(in);
            say(in, out, "HELO ago.example");
            say(in, out, "MAIL FROM:<takedown@ago.example>");
            String recipient = say(in, out, "RCPT TO:<" + to + ">");
            if (!recipient.startsWith("250")) {
                return recipient;
            }
            say(in, out, "DATA");
            return say(in, out, message.replace("\n", "\r\n") + "\r\n.");
        }
    }

    static String notice(String link, String csv) {
        return """
                From: Office <takedown@ago.example>
                To: abuse@r9901.example
                Subject: Court order 03-1234
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b1

                --b1
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                See https://court.example/ first. Answer at <%s>=2E
                --b1
                Content-Type: text/csv; name=schedule.csv
                Content-Disposition: attachment; filename=schedule.csv

                %s
                --b1--""".formatted(link, csv);
    }

    private static String say(BufferedReader in, OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return reply(in);
    }

    private static String reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return String.valueOf(line);
    }
}
