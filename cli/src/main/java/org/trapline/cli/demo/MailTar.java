package org.trapline.cli.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Messages as a tar archive, one file a message, made while it is read: only one message is held at a time. */
final class MailTar implements Enumeration<InputStream> {
    private final Iterator<TrapMessage> messages;
    private final ByteArrayOutputStream made = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(made);
    private boolean ended;

    private MailTar(Iterator<TrapMessage> messages) {
        this.messages = messages;
    }

    static InputStream of(Iterator<TrapMessage> messages) {
        return new SequenceInputStream(new MailTar(messages));
    }

    @Override
    public boolean hasMoreElements() {
        return !ended;
    }

    @Override
    public InputStream nextElement() {
        made.reset();
        try {
            if (messages.hasNext()) {
                put(messages.next());
            } else {
                tar.close();
                ended = true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(made.toByteArray());
    }

    private void put(TrapMessage message) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(String.format(Locale.ROOT, "%06d.eml", message.index()));
        entry.setSize(message.bytes().length);
        // the same messages make the same archive, whenever and by whomever
        entry.setModTime(TrapMailGenerator.FROM.toEpochMilli());
        entry.setIds(0, 0);
        tar.putArchiveEntry(entry);
        tar.write(message.bytes());
        tar.closeArchiveEntry();
        tar.flush();
    }
}
