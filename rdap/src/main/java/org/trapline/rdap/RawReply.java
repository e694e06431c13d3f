package org.trapline.rdap;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One reply as it came, to be deposited as an exhibit before anything is read from it.
 *
 * @param uri the address that answered, after redirects
 * @param status the HTTP status
 * @param headers names in lower case
 * @param body the exact bytes; not to be changed
 * @param receivedAt when the last byte was in
 */
public record RawReply(URI uri, int status, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {}
