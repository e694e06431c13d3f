package org.trapline.evidence.packets;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.quarkus.qute.TemplateInstance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Turns the documents' templates into PDF. */
final class PacketDocuments {

    private PacketDocuments() {}

    static byte[] pdf(TemplateInstance document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PdfRendererBuilder()
                .withHtmlContent(document.render(), null)
                // Nothing that a document names is fetched.
                .useUriResolver((base, uri) -> null)
                .toStream(out)
                .run();
        return out.toByteArray();
    }
}
